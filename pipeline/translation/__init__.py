"""The translation stage: every extracted article gets a translation state, and each paragraph is paid for once."""
