"""A policy's form and its differences on the wire."""

from handrail_server.api.present.policy import policy_check
from handrail_server.api.wire import policy_form as wire
from handrail_server.core.policy.difference import Change
from handrail_server.core.policy.form import Form
from handrail_server.core.policy.form_routes import RouteForm
from handrail_server.core.policy.form_setting import Choice, Setting
from handrail_server.core.policy.form_thresholds import ThresholdForm
from handrail_server.flows.edit_policy import Compared, Written


def form_reply(written: Written) -> wire.PolicyFormReply:
    """The document, its form, and what the checker says."""
    checked = policy_check(written.remarks)
    return wire.PolicyFormReply(
        document=written.document,
        valid=checked.valid,
        problems=checked.problems,
        form=None if written.form is None else _form(written.form),
    )


def difference_reply(compared: Compared) -> wire.PolicyDifference:
    """What changed."""
    return wire.PolicyDifference(
        changes=tuple(map(change, compared.changes)),
        lines=tuple(
            wire.DiffLineReply(mark=line.mark, before=line.before, after=line.after, text=line.text)
            for line in compared.lines
        ),
    )


def _form(form: Form) -> wire.FormReply:
    return wire.FormReply(
        name=form.name,
        scope=form.scope,
        scopes=tuple(
            wire.ScopeReply(path=each.path, kind=each.kind, name=each.name, unchosen=each.unchosen)
            for each in form.scopes
        ),
        thresholds=tuple(map(_threshold, form.thresholds)),
        costs=_settings(form.costs),
        charter=_settings(form.charter),
        limits=tuple(
            wire.LimitReply(path=each.path, act=each.act, fields=_settings(each.fields)) for each in form.limits
        ),
        hours=tuple(
            wire.WindowReply(
                path=each.path, days=each.days, opens=each.opens, closes=each.closes, utc_offset=each.utc_offset
            )
            for each in form.hours
        ),
        tools=tuple(
            wire.ToolSetting(path=each.path, tool=each.tool, stated=each.stated, fields=_settings(each.fields))
            for each in form.tools
        ),
        routed=_settings(form.routed),
        rules=tuple(
            wire.RuleReply(
                id=each.id,
                path=each.path,
                title=each.title,
                when=each.when,
                words=each.words,
                hard=each.hard,
                chosen=each.chosen,
                fields=_settings(each.fields),
                owned=_settings(each.owned),
            )
            for each in form.rules
        ),
        routes=tuple(map(_route, form.routes)),
        messages=tuple(
            wire.MessageReply(code=each.code, title=each.title, path=each.path, stated=each.stated, texts=each.texts)
            for each in form.messages
        ),
        general=_settings(form.general),
        reasons=_choices(form.reasons),
    )


def _settings(settings: tuple[Setting, ...]) -> tuple[wire.SettingReply, ...]:
    return tuple(
        wire.SettingReply(
            path=each.path,
            label=each.label,
            about=each.about,
            control=each.control.value,
            value=each.value,
            in_force=each.in_force,
            source=each.source,
            choices=_choices(each.choices),
            least=each.least,
            most=each.most,
            step=each.step,
            unit=each.unit,
        )
        for each in settings
    )


def _choices(choices: tuple[Choice, ...]) -> tuple[wire.ChoiceReply, ...]:
    return tuple(wire.ChoiceReply(value=each.value, label=each.label) for each in choices)


def _threshold(each: ThresholdForm) -> wire.ThresholdReply:
    return wire.ThresholdReply(
        code=each.code,
        title=each.title,
        path=each.path,
        always=each.always,
        below=each.below,
        stated=each.stated,
        chosen=each.chosen,
        fields=_settings(each.fields),
        owned=_settings(each.owned),
    )


def _route(each: RouteForm) -> wire.RouteReply:
    return wire.RouteReply(
        id=each.id,
        path=each.path,
        words=each.words,
        reasons=each.reasons,
        chain=tuple(
            wire.RouteStepReply(target=step.target, words=step.words, after_seconds=step.after_seconds)
            for step in each.chain
        ),
        landing=each.landing,
        skills=tuple(
            wire.SkillNeedReply(skill=need.skill, path=need.path, words=need.words, fields=_settings(need.fields))
            for need in each.skills
        ),
        fields=_settings(each.fields),
    )


def change(given: Change) -> wire.ChangeReply:
    """One thing that is not as it was."""
    return wire.ChangeReply(
        path=given.path,
        kind=given.kind.value,
        scope=given.scope,
        thing=given.thing,
        title=given.title,
        before=given.before,
        after=given.after,
        details=tuple(
            wire.DetailReply(label=each.label, before=each.before, after=each.after) for each in given.details
        ),
    )
