"""What is known of the installed plotly.min.js: fails where another release is built otherwise."""

import pytest

from app.plotly_bundle import bundle, compiled_at_once, inserted_sheets, stylesheet


def test_the_stylesheet_holds_the_rules_of_the_bundle() -> None:
    """Without them SVG layers and mode bar fall apart under a strict style-src."""
    css = stylesheet(bundle())

    assert ".js-plotly-plot .plotly .main-svg{position:absolute;" in css
    assert ".js-plotly-plot .plotly .modebar{" in css
    assert ".plotly-notifier{" in css
    assert css.count("{") == css.count("}") > 40


def test_rules_are_read_from_either_kind_of_quotes() -> None:
    """As minifiers write them."""
    text = """x={"X,X div":'font-family:"A";',Y:"margin:0;"};for(k in x)add(k)"""

    assert stylesheet(text) == (
        '.js-plotly-plot .plotly,.js-plotly-plot .plotly div{font-family:"A";}\n'
        ".plotly-notifier{margin:0;}\n"
    )


def test_a_bundle_without_rules_is_an_error() -> None:
    """Better than a page that quietly looks wrong."""
    with pytest.raises(LookupError, match=r"plotly\.min\.js"):
        stylesheet("nothing here")


def test_all_of_the_bundle_is_compiled_while_it_comes() -> None:
    """Two parentheses, and not a character else."""
    installed = bundle()
    changed = compiled_at_once(installed)

    assert len(changed) == len(installed) + 2
    assert changed.replace(": this, (() => {", ": this, () => {").endswith("\n})));")
    assert changed[:-5].replace(": this, (() => {", ": this, () => {") == installed[:-4]


def test_a_bundle_built_otherwise_is_left_as_it_is() -> None:
    """It is slower, and no worse."""
    assert compiled_at_once("var Plotly=1;") == "var Plotly=1;"


def test_one_sheet_is_inserted_besides_the_own_one() -> None:
    """That of the maps."""
    assert len(inserted_sheets(bundle())) == 1
    assert inserted_sheets('var e=document.createElement("style")') == []
