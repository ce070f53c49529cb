"""Small faults as somebody could make them in a module, and whether the tests that concern it notice one: as a program,
`python -m tests.prove._mutants accounts/roles.py tests/reviews/test_states.py`.

One process reads the application and forks for each fault; there the module is read anew with the fault in it, and
whatever took a name from it before takes the new one. Only tests that need no database are run.
"""

import ast
import contextlib
import copy
import importlib
import io
import json
import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

MOST = 80  # faults of one module; which ones, the seed says
SEED = 9
LONGEST = 120  # seconds; a fault that runs on for ever is noticed
NO_TESTS = 5  # what pytest ends with that found none
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


def faults(source: str) -> Iterator[tuple[str, ast.Module]]:
    """Each fault with its place, and the module with it."""
    tree = ast.parse(source)
    for number, node in enumerate(list(_of_code(tree))):
        for name in _possible(node):
            changed = copy.deepcopy(tree)
            told = _put_in(list(_of_code(changed))[number], name)
            yield f"{getattr(node, 'lineno', 0)}: {told}", ast.fix_missing_locations(changed)


def _of_code(node: ast.AST) -> Iterator[ast.AST]:
    """What is carried out: no types beside names, no bases of classes."""
    yield node
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "bases", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _of_code(child)


def _possible(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Compare):
        return [f"ops {number}" for number, op in enumerate(node.ops) if type(op) in SWAPS]
    if isinstance(node, ast.BoolOp | ast.BinOp):
        return ["op"] * (type(node.op) in SWAPS)
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        return ["test"]
    if isinstance(node, ast.comprehension):
        return [f"ifs {number}" for number in range(len(node.ifs))]
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        return ["value"]
    is_something = isinstance(node, ast.Return) and node.value and ast.unparse(node.value) != "None"
    return ["return"] if is_something else []


def _put_in(node: ast.AST, name: str) -> str:
    """Change the node in place, and say what became of it."""
    field, _space, number = name.partition(" ")
    before = ast.unparse(node) if not isinstance(node, ast.If | ast.While) else ast.unparse(node.test)
    if field == "op":
        node.op = SWAPS[type(node.op)]()
    elif field == "ops":
        node.ops[int(number)] = SWAPS[type(node.ops[int(number)])]()
    elif field == "test":
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif field == "ifs":
        node.ifs[int(number)] = ast.UnaryOp(ast.Not(), node.ifs[int(number)])
    elif field == "value":
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1
    else:
        node.value = ast.Constant(None)
    return f"{field} of {before[:90]}"


def main(path: str, *tests: str) -> None:
    """Print one line of JSON: how many were noticed, and the others."""
    _ready()
    source = Path(path).read_text(encoding="utf-8")
    every = list(faults(source))
    some = every if len(every) <= MOST else random.Random(SEED).sample(every, MOST)
    assert not _is_noticed(path, ast.parse(source), tests), f"{path}: tests fail without any fault"
    left = sorted(place for place, tree in some if not _is_noticed(path, tree, tests))
    print(json.dumps({"path": path, "all": len(every), "tried": len(some), "left": left}))


def _ready() -> None:
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    import django

    django.setup()
    importlib.import_module("pytest")
    importlib.import_module("tests.factories")


def _is_noticed(path: str, tree: ast.Module, tests: tuple[str, ...]) -> bool:
    child = os.fork()
    if not child:
        signal.alarm(LONGEST)
        with contextlib.suppress(BaseException):
            os._exit(_run(path, tree, tests))
        os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status != NO_TESTS, f"no test of {tests} needs no database"
    return status != 0


def _run(path: str, tree: ast.Module, tests: tuple[str, ...]) -> int:
    import pytest

    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        _read_anew(importlib.import_module(path.removesuffix(".py").replace("/", ".")), compile(tree, path, "exec"))
        options = ["-q", "-x", "--noconftest", "-c", os.devnull, "--rootdir", str(Path.cwd()), "-p", "no:cacheprovider"]
        return int(pytest.main([*options, "-m", "not django_db", *tests]))


def _read_anew(module: ModuleType, code: object) -> None:
    before = {
        name: value for name, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__
    }
    exec(code, vars(module))
    for other in list(sys.modules.values()):
        for name, value in list(vars(other).items()) if isinstance(other, ModuleType) else ():
            if name in before and value is before[name]:
                setattr(other, name, getattr(module, name))


if __name__ == "__main__":
    main(*sys.argv[1:])
