"""The geometry of the charts: figures in, frozen points of a viewBox out, which templates/publications/charts/ draw."""

from publications.render.charts.bar_chart import BarChart, bars
from publications.render.charts.drawing import Point, Scored
from publications.render.charts.line_chart import MOST_YEARS, LineChart, Year, YearScore, lines
from publications.render.charts.radar_chart import RadarChart, radar

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
