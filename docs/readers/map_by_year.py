"""Maps of an export, a December each, baseline beside a policy: python map_by_year.py EXPORT PICTURE [POLICY]."""

import csv
import sys
from textwrap import fill

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt

folder, picture, *named = sys.argv[1:]
MOST, LARGEST, WIDE = 4, 400.0, 5.0  # Decembers, area of the largest circle [square points], width of a map [inches]


def read(name: str) -> list[dict[str, str]]:
    """Read a table of the export, in plain CSV (without --locale)."""
    with open(f"{folder}/csv/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


about = {row["about"]: row["text"] for row in read("about")}
policies = {row["policy"]: row for row in read("policies")}
baseline = next(name for name, row in policies.items() if row["is_baseline"] == "true")
policy = named[0] if named else next(name for name in policies if name != baseline)
if policy not in policies:
    sys.exit(f"there is no policy {policy!r}; there are {', '.join(policies)}")

# Large circles come first, so that small ones lie on them; the filled one of a city follows its white one.
cities = sorted(read("cities_by_year"), key=lambda row: -int(row["population"]))
years = sorted({row["year"] for row in cities})
steps = min(MOST, len(years))
years = [years[round(at * (len(years) - 1) / max(1, steps - 1))] for at in range(steps)]
area = LARGEST / int(cities[0]["population"])

spans = [max(at) - min(at) for at in ([float(row[axis]) for row in cities] for axis in ("x_km", "y_km"))]
high = WIDE * min(1.5, max(0.4, spans[1] / max(spans[0], 1.0))) + 0.3
figure, panels = plt.subplots(steps, 2, figsize=(2 * WIDE, steps * high), squeeze=False, sharex=True, sharey=True)
for column, name in enumerate((baseline, policy)):
    for panel, year in zip(panels[:, column], years, strict=True):
        there = [row for row in cities if (row["policy"], row["year"]) == (name, year)]
        shares = [share for row in there for share in (1.0, float(row["recognising_share"]))]
        sizes = [area * int(row["population"]) for row in there for _ in range(2)]
        x, y = ([float(row[axis]) for row in there for _ in range(2)] for axis in ("x_km", "y_km"))
        panel.scatter(
            x, y, s=[size * share for size, share in zip(sizes, shares, strict=True)],
            c=["white", "tab:blue"] * len(there), edgecolors=["gray", "none"] * len(there), linewidths=0.5,
        )  # fmt: skip
        mean = sum(float(row["recognising_share"]) for row in there)
        label = policies[name]["policy_label"]
        panel.set_title(f"{label}, December {year}: {mean:.1f} of {len(there)} cities", fontsize=9)
        panel.set_aspect("equal")
        panel.margins(0.1)
        panel.set(xticks=[], yticks=[])

caption = (
    f"{about['what it is']} Area of a circle: residents. Filled part of it: share of {cities[0]['n_runs']} simulated "
    f"runs in which the city recognises faces in that December. Numbers of cities are means over these runs. "
    f"{policies[policy]['policy_label']}. {policies[policy]['sets']} {policies[policy]['finding']}"
)
facts = ("how sure", "cities left out", "residents an agent stands for", "sources of coordinates", "how to cite")
lines = [caption, *(f"{fact.capitalize()}: {about[fact]}" for fact in facts if fact in about)]
text = "\n".join(fill(line, 150) for line in lines)
figure.tight_layout()
figure.text(0.01, -0.01, text, va="top", fontsize=7)
figure.savefig(picture, dpi=150, bbox_inches="tight")
print(text)
