"""What ``emcip bench extraction`` reads, and how it validates what was chosen by hand."""
