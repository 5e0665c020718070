"""What ``emcip bench feeds`` reads: hard cases of feeds with what they say, and how readers are compared."""
