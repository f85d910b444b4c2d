"""Answer over HTTP in one voice: the same errors, headers and guards for every part."""

from metro_flow.web.house import House, house

__all__ = ["House", "house"]
