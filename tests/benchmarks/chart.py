"""The ratios as a picture: an SVG file that needs nothing else."""

from collections.abc import Mapping
from html import escape

_ROW, _LABEL, _WIDTH, _NUMBER = 26, 230, 420, 90


def ratio_chart(title: str, ratios: Mapping[str, float]) -> str:
    """A horizontal bar an entry, all on one scale from zero."""
    longest = max(ratios.values(), default=0) or 1
    bars = [
        _bar(row, name, ratio, ratio / longest)
        for row, (name, ratio) in enumerate(ratios.items(), 1)
    ]
    width, height = _LABEL + _WIDTH + _NUMBER, _ROW * (len(ratios) + 1) + 8
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
                f' role="img" aria-label="{escape(title)}" font-family="sans-serif" font-size="13">'
            ),
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            f'<text x="8" y="18" font-weight="bold">{escape(title)}</text>',
            *bars,
            "</svg>\n",
        ]
    )


def _bar(row: int, name: str, ratio: float, share: float) -> str:
    top = row * _ROW + 4
    length = max(share * _WIDTH, 1)
    return (
        f'<text x="{_LABEL - 8}" y="{top + 14}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{_LABEL}" y="{top}" width="{length:.1f}" height="18" fill="#3b6fb6"/>'
        f'<text x="{_LABEL + length + 6:.1f}" y="{top + 14}">{ratio:.2f}</text>'
    )
