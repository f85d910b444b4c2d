"""A wrong station file is refused with the field, what stands there and what would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from metro_flow.errors import Malformed
from stations.profile import read_atlas, read_station
from tests.stations.atlas_folder import AtlasFolder, wrong_files

if TYPE_CHECKING:
    from pathlib import Path

WRONG = wrong_files("profile/wrong_stations.toml")


@pytest.mark.parametrize("wrong", WRONG, ids=[wrong["rule"] for wrong in WRONG])
def test_a_wrong_station_is_refused(wrong: dict[str, Any], tmp_path: Path) -> None:
    atlas = AtlasFolder(tmp_path, wrong["station"])
    atlas.change(wrong["old"], wrong["new"], slug=wrong["station"])

    with pytest.raises(Malformed) as refused:
        read_station(tmp_path / wrong["station"])

    assert [str(fault) for fault in refused.value.faults] == wrong["refusal"]


def test_the_refusal_names_the_file(tmp_path: Path) -> None:
    atlas = AtlasFolder(tmp_path, "changping-road")
    atlas.change("lat = 31.2358", "lat = 3.2358", slug="changping-road")

    with pytest.raises(Malformed, match=r"^changping-road/station\.toml: lat: "):
        read_station(tmp_path / "changping-road")


def test_a_folder_without_its_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nowhere").mkdir()

    with pytest.raises(Malformed, match=r"'station\.toml' is wrong; this file must exist"):
        read_station(tmp_path / "nowhere")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "station.toml").write_bytes('name_zh = "静安寺"'.encode("gb18030"))

    with pytest.raises(Malformed, match="save the file as UTF-8"):
        read_station(tmp_path)


THRESHOLD = """
[[rules]]
zone = "{zone}"
measure = "density"
yellow = 2.0
orange = {orange}
red = 3.5
why_zh = "站台窄"
why_en = "a narrow platform"
"""


def test_thresholds_that_do_not_rise_are_refused(tmp_path: Path) -> None:
    atlas = AtlasFolder(tmp_path, "changping-road")
    atlas.add(THRESHOLD.format(zone="platform-7", orange=1.9), slug="changping-road")

    with pytest.raises(Malformed) as refused:
        read_station(tmp_path / "changping-road")

    assert [str(fault) for fault in refused.value.faults] == [
        "rules[platform-7 density]: '2, 1.9, 3.5' is wrong; blue to red must rise"
    ]


def test_thresholds_of_a_space_that_is_not_there_are_refused(tmp_path: Path) -> None:
    atlas = AtlasFolder(tmp_path, "changping-road")
    atlas.add(THRESHOLD.format(zone="platform-8", orange=3), slug="changping-road")

    with pytest.raises(Malformed, match="no such space; did you mean “platform-7”"):
        read_station(tmp_path / "changping-road")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        pytest.param(
            'measure = "coming"\nblue = 0.4\norange = 0.9',
            "rules[platform-7 coming]: 'orange' is wrong; "
            "what is foretold calls nobody: blue and yellow only",
            id="a forecast that would call people",
        ),
        pytest.param(
            'measure = "density"\nyellow = 2.0',
            "rules[platform-7 density]: '2' is wrong; what calls people has orange and red",
            id="a crowd that would call nobody",
        ),
        pytest.param(
            'measure = "density"',
            "rules[platform-7 density]: '' is wrong; say a threshold, or a part of its passport",
            id="a rule that says nothing",
        ),
        pytest.param(
            'measure = "density"\nowner = "driver"\norange = 3.0\nred = 3.5',
            "rules[#1].owner: 'driver' is wrong; write “station-master”, “transit-police”, "
            "“local-police” or “street”",
            id="an owner who has no seat",
        ),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_by_name(
    tmp_path: Path, said: str, fault: str
) -> None:
    atlas = AtlasFolder(tmp_path, "changping-road")
    text = f'\n[[rules]]\nzone = "platform-7"\nwhy_zh = "试"\nwhy_en = "a trial"\n{said}\n'
    atlas.add(text, slug="changping-road")

    with pytest.raises(Malformed) as refused:
        read_station(tmp_path / "changping-road")

    assert [str(each) for each in refused.value.faults] == [fault]


def test_a_neighbour_that_does_not_answer_is_refused(tmp_path: Path) -> None:
    atlas = AtlasFolder(tmp_path, "changping-road", "jingan-temple")
    atlas.change('station = "0738"\n', "", slug="jingan-temple")
    atlas.change('station = "0244"\n', "", slug="jingan-temple")
    atlas.change('station = "1433"\n', "", slug="jingan-temple")

    with pytest.raises(Malformed) as refused:
        read_atlas(tmp_path)

    assert [str(fault) for fault in refused.value.faults] == [
        "changping-road/station.toml: lines[7].towards[静安寺].station: '0243' is wrong; "
        "jingan-temple/station.toml must name 0738 on line 7 too"
    ]


def test_a_neighbour_that_is_not_in_the_atlas_is_refused(tmp_path: Path) -> None:
    AtlasFolder(tmp_path, "changping-road")

    with pytest.raises(Malformed, match="'0243' is wrong; give the id of a station of this atlas"):
        read_atlas(tmp_path)


def test_two_stations_of_one_id_are_refused(tmp_path: Path) -> None:
    AtlasFolder(tmp_path, "changping-road")
    (tmp_path / "changping-road").rename(tmp_path / "copy")
    AtlasFolder(tmp_path, "changping-road")

    with pytest.raises(Malformed, match="every station has its own id; changping-road has this"):
        read_atlas(tmp_path)


def test_a_folder_without_stations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Malformed, match="give a folder that holds stations"):
        read_atlas(tmp_path)
