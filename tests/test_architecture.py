"""The shape of the program: who may import whom, what is banned where, and how long anything may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHAIN = ("app", "handlers", "storage", "bot")
PARTS = (*CHAIN, "sandbox")
PROGRAM = frozenset(PARTS)

LIBRARIES = {
    "app": {"pydantic", "slack_bolt", "slack_sdk", "waitress"},
    "handlers": {"apscheduler", "babel", "cryptography", "pydantic", "pydantic_settings", "slack_bolt", "slack_sdk"},
    "storage": {"alembic", "cryptography", "sqlalchemy"},
    "bot": {"babel", "dateparser", "fpdf", "matplotlib", "phonenumbers", "pydantic", "rapidfuzz", "xlsxwriter"},
    "sandbox": {"aiohttp", "pydantic", "pydantic_core", "yaml"},
}
"""What each part may use beside the standard library."""

SQL_CALLS = {"text", "insert", "update", "delete"}
SQL_ATTRIBUTES = {
    "__table__",
    "bulk_insert_mappings",
    "bulk_save_objects",
    "bulk_update_mappings",
    "connection",
    "engine",
    "exec_driver_sql",
    "from_statement",
    "insert",
}
"""Names by which SQL could walk past the tenants' guard, or a write past the history."""

NAMED_PLACES = {
    ("storage/codes.py", "insert"): "one statement counts on and gives the number; the guard checks its tenant",
    ("storage/database.py", "engine"): "makes it",
    ("storage/database.py", "exec_driver_sql"): "SQLite's BEGIN",
    ("storage/history.py", "__table__"): "reads the columns' names and types, not rows",
    ("storage/history.py", "insert"): "thousands of changes of one import; the guard checks their tenant",
    ("storage/migrate.py", "engine"): "a migration is nobody's",
    ("storage/journal.py", "text"): "the condition of a partial index",
    ("storage/account_rows.py", "text"): "the condition of a partial index",
    ("storage/journey_rows.py", "text"): "the conditions of partial indexes",
    ("storage/lead_words.py", "delete"): "the words of a lead that was renamed, which no history keeps",
    ("storage/lead_words.py", "insert"): "the words of all leads of one import; the guard checks their tenant",
    ("storage/sales.py", "insert"): "one statement for all sales of one import; the guard checks their tenant",
    (
        "storage/sums.py",
        "insert",
    ): "one statement adds to sums that are there and that are not; the guard checks their tenant",
}
BROAD_EXCEPTS = {
    ("handlers/clock.py", "sync"): "one tenant never stops another",
    ("handlers/courier.py", "_send"): "what went wrong is kept with the delivery, and its asker is told",
    ("handlers/courier.py", "sweep"): "one tenant never stops another",
    ("handlers/courier.py", "_work"): "one delivery never stops the others",
}
EMPTY_NAMES = {"utils", "helpers", "manager", "core", "common", "base"}
LONGEST_FUNCTION, LONGEST_MODULE = 40, 300


@dataclass(frozen=True, slots=True)
class Module:
    path: str
    tree: ast.Module
    lines: int

    @property
    def part(self) -> str:
        return self.path.removesuffix(".py").split("/")[0]

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def imports(self, *, at_start_only: bool = False) -> set[str]:
        """Dotted names of what it imports: anywhere in it, or only when it is imported itself."""
        nodes = _run_at_import(self.tree) if at_start_only else ast.walk(self.tree)
        found = set()
        for node in nodes:
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.path} imports relatively"
                found |= {str(node.module)} | {f"{node.module}.{alias.name}" for alias in node.names}
        return found

    def libraries(self) -> set[str]:
        return {name.split(".")[0] for name in self.imports()} - PROGRAM - sys.stdlib_module_names

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Every statement that runs when the module is imported: not those in functions or only for type checkers."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from _run_at_import(child)


def _modules() -> Iterator[Module]:
    for file in [ROOT / "app.py", *(file for part in PARTS[1:] for file in sorted((ROOT / part).rglob("*.py")))]:
        path = file.relative_to(ROOT).as_posix()
        if not path.startswith("storage/migrations/versions/"):  # written by Alembic, and never changed again
            source = file.read_text()
            yield Module(path, ast.parse(source), len(source.splitlines()))


MODULES = list(_modules())
EVERY_MODULE = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.path)


def test_every_part_is_looked_at() -> None:
    assert {module.part for module in MODULES} == PROGRAM
    assert len(MODULES) > 100


@EVERY_MODULE
def test_imports_go_only_to_the_right(module: Module) -> None:
    used = {name.split(".")[0] for name in module.imports()} & PROGRAM
    allowed = {"sandbox"} if module.part == "sandbox" else set(CHAIN[CHAIN.index(module.part) :])

    assert used <= allowed


@EVERY_MODULE
def test_a_part_uses_only_its_own_libraries(module: Module) -> None:
    assert module.libraries() <= LIBRARIES[module.part]


def test_every_library_is_used_where_it_is_allowed() -> None:
    used: dict[str, set[str]] = {part: set() for part in PARTS}
    for module in MODULES:
        used[module.part] |= module.libraries()

    assert used == LIBRARIES


@EVERY_MODULE
def test_only_charts_import_matplotlib_and_never_pyplot(module: Module) -> None:
    imported = module.imports()
    draws = any(name.split(".")[0] == "matplotlib" for name in imported)

    assert not any("pyplot" in name for name in imported)
    assert not draws or module.path.startswith("bot/chart")


def test_the_process_that_serves_never_loads_matplotlib() -> None:
    loaded = "import sys, app; print(sorted(name for name in sys.modules if name.startswith('matplotlib')))"

    told = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"


def test_no_import_goes_in_a_circle() -> None:
    names = {module.name for module in MODULES}
    graph = {module.name: module.imports(at_start_only=True) & names - {module.name} for module in MODULES}

    assert len(list(TopologicalSorter(graph).static_order())) == len(names)


def _sql_names(module: Module) -> set[str]:
    calls = {node.func for node in ast.walk(module.tree) if isinstance(node, ast.Call)}
    called = {function.id for function in calls if isinstance(function, ast.Name)}
    attributes = {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
    return called & SQL_CALLS | attributes & SQL_ATTRIBUTES


def test_sql_walks_past_the_guard_only_in_named_places() -> None:
    storage = [module for module in MODULES if module.part == "storage"]

    assert {(module.path, name) for module in storage for name in _sql_names(module)} == NAMED_PLACES.keys()


@EVERY_MODULE
def test_sessions_stay_in_storage(module: Module) -> None:
    attributes = {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}

    assert module.part in ("storage", "sandbox") or not attributes & {"_session", "engine"}


def test_only_named_places_catch_everything() -> None:
    found = {
        (module.path, function.name)
        for module in MODULES
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node)
    }

    assert found == BROAD_EXCEPTS.keys()


def _is_broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    caught = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
    return bool(caught & {"Exception", "BaseException"})


@EVERY_MODULE
def test_a_module_says_what_it_is(module: Module) -> None:
    assert ast.get_docstring(module.tree), "it needs a sentence at its top"


@EVERY_MODULE
def test_a_module_is_named_for_a_thing(module: Module) -> None:
    assert not EMPTY_NAMES & set(module.name.split("."))


@EVERY_MODULE
def test_nothing_grows_too_long(module: Module) -> None:
    lengths = {function.name: _length(function) for function in module.functions()}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    assert module.lines <= LONGEST_MODULE


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1
