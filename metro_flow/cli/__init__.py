"""Let operators keep people, rosters and feeds and prove logbooks from a command line.

The composition root mounts these groups and hands in how to open the house; nothing here knows
what stations are.
"""

from metro_flow.cli.api import api
from metro_flow.cli.counts import counts
from metro_flow.cli.feeds import feeds
from metro_flow.cli.logbook import logbook
from metro_flow.cli.people import people
from metro_flow.cli.roof import Roof
from metro_flow.cli.roster import roster
from metro_flow.cli.serve import serve
from metro_flow.cli.told import Told

__all__ = ["Roof", "Told", "api", "counts", "feeds", "logbook", "people", "roster", "serve"]
