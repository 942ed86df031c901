"""A plot as an SVG picture: drawn by pygal for a desk or for a phone, and right in light and dark.

A page shows it as an image, in which no script runs; its own style sheet follows the reader's colour scheme.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pygal
from pygal.style import Style

from server.console.reports.view import Plot
from server.console.wording import Speech

_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif"
_LIGHT = ("#1d6b57", "#c07a12", "#3f6fb0", "#a02822", "#7b5ea7", "#8a8f98")
_DARK = ("#7fd0b6", "#f0c069", "#8db4ea", "#f5a39b", "#c3a9ea", "#a4abb3")
_FORMS: dict[str, type[pygal.graph.graph.Graph]] = {
    "bars": pygal.Bar,
    "stacked": pygal.StackedBar,
    "rows": pygal.HorizontalBar,
    "lines": pygal.Line,
}
_MANY_LABELS = 9


WIDTH = 860
NARROW = 320
"""CSS pixels."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The Content-Security-Policy of a picture: its own style sheet and nothing else."""


def draw(plot: Plot, t: Speech, *, narrow: bool) -> bytes:
    """The picture."""
    chart = _chart(plot, t, narrow=narrow)
    chart.add_xml_filter(_without_scripts)
    chart.x_labels = list(plot.labels)
    for name, values in plot.series:
        chart.add(name, list(values))
    svg: bytes = chart.render(force_uri_protocol="https")
    return svg


def _without_scripts(svg: Any) -> Any:
    """pygal hands its settings to a script of its own, which an image would not run."""
    for script in svg.findall(".//script"):
        script.getparent().remove(script)
    return svg


def height(plot: Plot, *, narrow: bool) -> int:
    """How high the picture is, in CSS pixels."""
    legend = 20 * len(plot.series) // _legend_columns(plot, narrow=narrow) if len(plot.series) > 1 else 0
    if plot.form == "rows":
        return 50 + len(plot.labels) * (18 + 16 * len(plot.series)) + legend
    return (230 if narrow else 270) + legend


def _legend_columns(plot: Plot, *, narrow: bool) -> int:
    """As many as fill every row: pygal makes too little room for a row that is not full."""
    return 1 if narrow else next(columns for columns in (3, 2, 1) if len(plot.series) % columns == 0)


def _chart(plot: Plot, t: Speech, *, narrow: bool) -> pygal.graph.graph.Graph:
    thin_out = plot.form != "rows" and len(plot.labels) > (4 if narrow else _MANY_LABELS)
    return _FORMS[plot.form](
        width=NARROW if narrow else WIDTH,
        height=height(plot, narrow=narrow),
        js=[],
        css=["file://style.css", "file://graph.css", f"inline:{_DARK_SHEET}"],
        style=_style(narrow=narrow),
        explicit_size=True,
        disable_xml_declaration=False,
        show_legend=len(plot.series) > 1,
        legend_at_bottom=True,
        legend_at_bottom_columns=_legend_columns(plot, narrow=narrow),
        legend_box_size=12,
        truncate_legend=-1,
        truncate_label=-1,
        margin=6,
        spacing=6,
        include_x_axis=True,
        min_scale=3,
        max_scale=6,
        range=(0, 100) if plot.unit == "percent" else None,
        dots_size=3,
        show_minor_x_labels=not thin_out,
        x_labels_major_every=-(-len(plot.labels) // (3 if narrow else 7)) if thin_out else None,
        value_formatter=_formatter(plot, t),
    )


def _formatter(plot: Plot, t: Speech) -> Callable[[float], str]:
    unit = {"count": "", "percent": " %", "hours": " h", "money": ""}[plot.unit]

    def write(value: float) -> str:
        figures = f"{value:,.1f}".rstrip("0").rstrip(".")
        if t.language == "de":
            figures = figures.translate(str.maketrans(",.", ".,"))
        return f"{figures}{unit}"

    return write


def _style(*, narrow: bool) -> Style:
    size = 11 if narrow else 13
    return Style(
        background="transparent",
        plot_background="transparent",
        foreground="#5c626b",
        foreground_strong="#22252a",
        foreground_subtle="#dcd9cf",
        guide_stroke_color="#dcd9cf",
        major_guide_stroke_color="#dcd9cf",
        guide_stroke_dasharray="",
        major_guide_stroke_dasharray="",
        opacity=".9",
        opacity_hover="1",
        transition="0s",
        colors=_LIGHT,
        font_family=_FONT,
        label_font_size=size,
        major_label_font_size=size,
        legend_font_size=size,
        value_font_size=size,
        no_data_font_size=size,
    )


def _dark_sheet(colours: Sequence[str]) -> str:
    series = "".join(
        f".series.serie-{n} .rect, .series.serie-{n} .dot, .legends .activate-serie rect.color-{n}, "
        f".color-{n} {{fill: {colour} !important; stroke: {colour} !important}}"
        f".series.serie-{n} .line {{fill: none !important; stroke: {colour} !important}}"
        for n, colour in enumerate(colours)
    )
    return (
        "@media (prefers-color-scheme: dark) {"
        "text {fill: #a4abb3 !important} .legends text {fill: #e6e7e4 !important}"
        ".guides .line, .axis .line, .axis .guide.line {stroke: #363b41 !important}"
        f"{series}}}"
    )


_DARK_SHEET = _dark_sheet(_DARK)
