"""EMCIP: from hundreds of local-language news sources to a short list of stories and a cited draft of each."""

__version__ = "0.1.0"
