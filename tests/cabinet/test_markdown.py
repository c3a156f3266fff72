"""Articles: Markdown becomes HTML, and nothing in it runs."""

from pult.workspaces.cabinet.markdown import html


def test_headings_lists_and_links() -> None:
    made = html("## Сон\n\n- раз\n- два\n\n[сайт](https://example.ru)")
    assert made == (
        "<h2>Сон</h2>\n<ul>\n<li>раз</li>\n<li>два</li>\n</ul>\n"
        '<p><a href="https://example.ru">сайт</a></p>\n'
    )


def test_scripts_images_and_dangerous_links_stay_text() -> None:
    made = html("<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![y](https://e.ru/p.png)")
    for forbidden in ("<script", "<img", 'href="javascript'):
        assert forbidden not in made
