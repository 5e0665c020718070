"""Pages written before the wall patterns were read, so that what they measure was not in anybody's mind."""
