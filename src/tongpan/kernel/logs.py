"""Structured logs: one JSON object on each line, with the number of the request it belongs to."""

import contextvars
import json
import logging
from datetime import datetime
from typing import Any

from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.crypto import mask_personal

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """Writes a record as JSON. Telephone and identity numbers are masked, whoever put them there."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": mask_personal(record.getMessage()),
        }
        if number := request_id.get():
            line["request"] = number
        for name, value in vars(record).items():
            if name not in _STANDARD and not name.startswith("_") and name not in line and name != "request":
                line[name] = value if isinstance(value, int | float | bool | None) else mask_personal(str(value))
        if record.exc_info:
            line["error"] = mask_personal(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)
