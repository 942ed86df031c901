"""A plot as a picture: drawn by pygal, once for a desk and once for a phone, and right in light and dark.

The picture stands in the page as data: what it shows has just been read for the page's tables. Its own style sheet
follows the reader's colour scheme; the page's strict policy does not reach into it, and it runs no script.
"""

from base64 import b64encode
from collections.abc import Callable, Sequence

import pygal
from msgspec import Struct
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


class Picture(Struct, frozen=True):
    """An image as a data address, with its size in CSS pixels."""

    address: str
    width: int
    height: int


class Drawn(Struct, frozen=True):
    """The same plot for a wide and for a narrow window."""

    wide: Picture
    narrow: Picture


def draw(plot: Plot, t: Speech) -> Drawn:
    """Both pictures."""
    return Drawn(_picture(plot, t, 860), _picture(plot, t, 320))


def _picture(plot: Plot, t: Speech, width: int) -> Picture:
    height = _height(plot, narrow=width < 600)
    chart = _chart(plot, t, width, height)
    chart.x_labels = list(plot.labels)
    for name, values in plot.series:
        chart.add(name, list(values))
    svg = chart.render(force_uri_protocol="https")
    return Picture(f"data:image/svg+xml;base64,{b64encode(svg).decode()}", width, height)


def _height(plot: Plot, *, narrow: bool) -> int:
    legend = 26 * -(-len(plot.series) // (1 if narrow else 3)) if len(plot.series) > 1 else 0
    if plot.form == "rows":
        return 50 + len(plot.labels) * (18 + 16 * len(plot.series)) + legend
    return (230 if narrow else 270) + legend


def _chart(plot: Plot, t: Speech, width: int, height: int) -> pygal.graph.graph.Graph:
    narrow = width < 600
    thin_out = plot.form != "rows" and len(plot.labels) > (4 if narrow else _MANY_LABELS)
    return _FORMS[plot.form](
        width=width,
        height=height,
        js=[],
        css=["file://style.css", "file://graph.css", f"inline:{_DARK_SHEET}"],
        style=_style(narrow=narrow),
        explicit_size=True,
        disable_xml_declaration=False,
        show_legend=len(plot.series) > 1,
        legend_at_bottom=True,
        legend_at_bottom_columns=1 if narrow else 3,
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
