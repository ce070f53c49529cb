"""What one step of the schema may not do while old code still runs on it (docs/operations.md, "Upgrading")."""

from collections.abc import Iterator

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

TAKES_AWAY = (migrations.RemoveField, migrations.DeleteModel)
RENAMES = (migrations.RenameField, migrations.RenameModel, migrations.AlterModelTable)


def breaks(operations: list[Operation]) -> Iterator[str]:
    """A few words for each operation that the code before it would stumble over.

    What the same step makes it may also change: no older code knows it.
    """
    made = {operation.name.lower() for operation in operations if isinstance(operation, migrations.CreateModel)}
    for operation in operations:
        if getattr(operation, "model_name", "").lower() in made:
            continue
        if isinstance(operation, TAKES_AWAY):
            yield f"takes away: {operation.describe()}"
        if isinstance(operation, RENAMES):
            yield f"renames: {operation.describe()}"
        if isinstance(operation, migrations.AddField) and _has_to_be_given(operation.field):
            yield f"old code cannot fill it: {operation.describe()}"


def _has_to_be_given(field: models.Field) -> bool:
    """Whether a row that old code adds, which does not name the column, is refused by the database."""
    if field.many_to_many or field.null or field.generated:
        return False
    return not field.has_db_default()
