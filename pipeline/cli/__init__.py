"""The ``emcip`` command: thin shells around the stages and the jobs."""
