"""Every module says why it exists, and nothing in it is left for later."""

import ast
import re

from tests.house.tree import modules, said, text_of, tracked

CODE = (".py", ".ts", ".tsx", ".css", ".html", ".toml", ".cfg", ".mako")
# Spelt so that this very file does not break the rule.
LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b(?!.*#\d+)")


def test_every_module_begins_with_a_sentence_that_says_why() -> None:
    wrong = said(
        module.path
        for module in modules()
        if len(first_paragraph(module.tree).split()) < 3
        or first_paragraph(module.tree)[-1] not in ".:?"
    )

    assert not wrong, f"begin with a docstring of one sentence that says why:\n{wrong}"


def test_every_public_function_of_the_product_says_what_it_does() -> None:
    wrong = said(
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules()
        if module.is_product and "/migrations/" not in module.path
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    )

    assert not wrong, f"one imperative sentence each:\n{wrong}"


def test_nothing_is_left_for_later_without_an_issue() -> None:
    wrong = said(
        f"{path}:{number} {line.strip()}"
        for path in tracked()
        if path.endswith(CODE)
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if LATER.search(line)
    )

    assert not wrong, f"do it, or name its issue as #number:\n{wrong}"


def test_no_package_does_work_when_it_is_imported() -> None:
    wrong = said(
        f"{module.path}:{node.lineno}"
        for module in modules()
        if module.path.endswith("__init__.py") and "/migrations/" not in module.path
        for node in module.tree.body
        if not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr | ast.Assign)
    )

    assert not wrong, f"__init__.py is a docstring and the words it exports:\n{wrong}"


def first_paragraph(tree: ast.Module) -> str:
    """Return the docstring's first paragraph, or a blank."""
    told = (ast.get_docstring(tree) or " ").split("\n\n")[0]
    return " ".join(told.split()) or " "
