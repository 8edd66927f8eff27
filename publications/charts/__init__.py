"""The geometry of the charts: figures in, frozen points of a viewBox out, which templates/publications/charts/ draw."""

from publications.charts.bar_chart import BarChart, bars
from publications.charts.drawing import Point, Scored
from publications.charts.line_chart import MOST_YEARS, LineChart, Year, YearScore, lines
from publications.charts.radar_chart import RadarChart, radar

__all__ = [
    "MOST_YEARS",
    "BarChart",
    "LineChart",
    "Point",
    "RadarChart",
    "Scored",
    "Year",
    "YearScore",
    "bars",
    "lines",
    "radar",
]
