import pytest

from sim.experiments.store.reader import Results, read_results
from sim.present.maps.shares import CityMap, city_map
from sim.present.report.report import write_report
from tests.experiments.folders import run
from tests.scenario.files import VALID, load

HOSTILE = "</svg><script>alert(1)</script><img src=x onerror=alert(2)> & <b>'"
CITIES = f"""\
name_en,region_en,iso_3166_2,federal_district,lat,lon,population,status_note,fr_stage_start,coord_source
Moscow,Moscow,RU-MOW,Upper,55.8,37.6,400000,,operating,GeoNames
Saint Petersburg,Saint Petersburg,RU-SPE,Upper,59.9,30.3,200000,,,GeoNames
"{HOSTILE}",North,XX-N,Upper,51.0,31.0,100000,,pilot,<i>
=1+1,North,XX-N,Upper,45.0,135.0,100000,,,GeoNames
Zeta,South,XX-S,Lower,46.0,-175.0,100000,,building,GeoNames
Moscow,Idaho,US-ID,Lower,44.0,36.0,100000,,pilot,GeoNames
Flagged,South,XX-S,Lower,46.0,36.0,100000,disputed,,GeoNames
""".replace("Moscow,Idaho", "Moskva,Moscow")


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A small country of six cities, one of them with a hostile name."""
    place = tmp_path_factory.mktemp("mapped")
    text = VALID.replace("people_per_agent: 10", "people_per_agent: 10000")
    ban = "  ban:\n    - {lever: existing_fr_permitted, value: false, from: 2021-01}\n"
    run(place / "result", load(place, text + ban, CITIES), n_seeds=4)
    found = read_results(place / "result")
    write_report(found, ["png"])
    return found


@pytest.fixture(scope="session")
def found(results: Results) -> CityMap:
    return city_map(results)
