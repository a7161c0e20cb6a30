"""The inputs that one policy's rules may read: the built-in ones, every signal's, and those that it declares."""

from handrail_server.core.policy.document import DeclaredSignal, Policy
from handrail_server.core.policy.fields import FIELDS, SCORE, Field, Schema, flag
from handrail_server.core.policy.reasons import SIGNALS, signal_fields


def schema_of(policy: Policy) -> Schema:
    """Inputs by path."""
    schema: dict[str, Field] = dict(FIELDS)
    for signal in SIGNALS:
        schema.update(signal_fields(signal))
    for name, declared in policy.inputs.signals.items():
        schema.update(_declared(name, declared))
    for name, field_type in policy.inputs.arguments.items():
        schema[f"action.argument.{name}"] = Field(type=field_type, about="An argument of the tool.", optional=True)
    return schema


def _declared(name: str, declared: DeclaredSignal) -> dict[str, Field]:
    fields = {f"signal.{name}.score": SCORE, f"signal.{name}.noticed": flag("It was noticed at all.")}
    for value, field_type in declared.values.items():
        fields[f"signal.{name}.{value}"] = Field(type=field_type, about=declared.about)
    return fields
