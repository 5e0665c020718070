"""Tests of ``pipeline.catalogue``."""
