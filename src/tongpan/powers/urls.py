"""Addresses under /powers/."""

from django.urls import path

from tongpan.powers.views import (
    analysis,
    benchmarks,
    bringing,
    lists,
    matters,
    oneteam,
    proposals,
    public,
    recalling,
    reviewclasses,
    staffing,
)

app_name = "powers"

urlpatterns = [
    path("", lists.power_list, name="list"),
    path("list.xlsx", lists.power_list_file, name="list_file"),
    path("import/", bringing.upload, name="import"),
    path("import/template/<slug:kind>/", bringing.template, name="import_template"),
    path("import/<str:token>/", bringing.preview, name="import_preview"),
    path("import/<str:token>/rejected/", bringing.rejected, name="import_rejected"),
    path("matters.xlsx", bringing.matters_file, name="matters_file"),
    path("changes/", lists.changes, name="changes"),
    path("matters/<uuid:matter_id>/", matters.matter, name="matter"),
    path("who/", matters.who, name="who"),
    path("coverage/", analysis.coverage, name="coverage"),
    path("matrix/", analysis.matrix, name="matrix"),
    path("levels/", analysis.levels, name="levels"),
    path("negative/", analysis.negative, name="negative"),
    path("benchmarks/", benchmarks.benchmark_list, name="benchmarks"),
    path("benchmarks/new/", benchmarks.enter, name="benchmark_enter"),
    path("benchmarks/<uuid:benchmark_id>/", benchmarks.benchmark, name="benchmark"),
    path("teams/<uuid:team_id>/people/", oneteam.people, name="one_team"),
    path("teams/<uuid:team_id>/gaps/", oneteam.gaps, name="gaps"),
    path("review-classes/", reviewclasses.catalogue, name="review_classes"),
    path("review-classes/new/", reviewclasses.enter, name="review_class_enter"),
    path("review-classes/<uuid:rule_id>/publish/", reviewclasses.publish, name="review_class_publish"),
    path("review-classes/<uuid:rule_id>/end/", reviewclasses.end, name="review_class_end"),
    path("benchmarks/handling/new/", benchmarks.enter_handling, name="handling_enter"),
    path("benchmarks/handling/<uuid:rule_id>/publish/", benchmarks.publish_handling, name="handling_publish"),
    path("benchmarks/handling/<uuid:rule_id>/end/", benchmarks.end_handling, name="handling_end"),
    path("benchmarks/ladder/new/", benchmarks.enter_ladder, name="ladder_enter"),
    path("benchmarks/ladder/<uuid:rule_id>/publish/", benchmarks.publish_ladder, name="ladder_publish"),
    path("proposals/", proposals.proposal_list, name="proposals"),
    path("proposals/new/", proposals.new_proposal, name="propose"),
    path("proposals/<uuid:proposal_id>/", proposals.proposal, name="proposal"),
    path("proposals/<uuid:proposal_id>/<slug:name>/", proposals.step, name="step"),
    path("staffing/", staffing.follow_up_list, name="staffing"),
    path("staffing/<uuid:follow_up_id>/", staffing.follow_up, name="staffing_one"),
    path("grants/<uuid:grant_id>/recall/", recalling.recall, name="recall"),
    path("public/", public.districts, name="public"),
    path("public/<str:code>/", public.published_list, name="published"),
]
