"""The station as the product knows it: its words, its file, and the door to the atlas."""

from stations.profile.atlas import (
    ATLAS,
    PLAN_FILE,
    STATION_FILE,
    read_atlas,
    read_every_station,
    read_station,
)
from stations.profile.physics import physics_of
from stations.profile.rules import rules_for
from stations.profile.station import (
    Exit,
    Line,
    Nearby,
    Space,
    StationProfile,
    Towards,
    Transfer,
)
from stations.profile.words import Confidence, ControlZone, Kind, ResponseLevel, Words

__all__ = [
    "ATLAS",
    "PLAN_FILE",
    "STATION_FILE",
    "Confidence",
    "ControlZone",
    "Exit",
    "Kind",
    "Line",
    "Nearby",
    "ResponseLevel",
    "Space",
    "StationProfile",
    "Towards",
    "Transfer",
    "Words",
    "physics_of",
    "read_atlas",
    "read_every_station",
    "read_station",
    "rules_for",
]
