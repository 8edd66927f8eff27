"""The geometry of the charts: figures in, frozen points of a viewBox out, which templates/publications/charts/ draw."""

from publications.charts.bars import BarChart, bars
from publications.charts.drawing import Point, Scored
from publications.charts.lines import LineChart, Year, YearScore, lines
from publications.charts.radar import RadarChart, radar

__all__ = ["BarChart", "LineChart", "Point", "RadarChart", "Scored", "Year", "YearScore", "bars", "lines", "radar"]
