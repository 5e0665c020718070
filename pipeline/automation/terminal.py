"""The console logger of runs: the stages' own progress lines and what went wrong, not Dagster's bookkeeping.

Everything else is in the instance's event log, which the UI shows.
"""

import logging
import sys

import dagster as dg


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        meta = getattr(record, "dagster_meta", {})
        step = meta.get("step_key") or meta.get("job_name") or "emcip"
        mark = "" if record.levelno < logging.WARNING else f"{record.levelname.lower()}: "
        return f"  {step:<19} {mark}{meta.get('orig_message', record.getMessage())}"


class _OwnWordsOnly(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        event = getattr(record, "dagster_meta", {}).get("dagster_event")
        return event is None or record.levelno >= logging.ERROR


@dg.logger(config_schema={"log_level": dg.Field(str, default_value="INFO", is_required=False)}, description=__doc__)
def terminal_logger(context: dg.InitLoggerContext) -> logging.Logger:
    """A logger that writes short lines to standard error."""
    logger = logging.Logger("emcip.run", level=logging.getLevelName(context.logger_config["log_level"]))
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    handler.addFilter(_OwnWordsOnly())
    logger.addHandler(handler)
    return logger
