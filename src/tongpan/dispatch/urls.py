"""Addresses under /dispatch/."""

from django.urls import path

from tongpan.dispatch.views import assigning, between, leads, listing, orders, transfers

app_name = "dispatch"
urlpatterns = [
    path("", listing.order_list, name="list"),
    path("export/", listing.export, name="export"),
    path("urges/", listing.urge_list, name="urges"),
    path("nobody/", listing.nobody_list, name="nobody_list"),
    path("orders/<uuid:order_id>/", orders.order, name="order"),
    path("orders/<uuid:order_id>/sign/", orders.sign, name="sign"),
    path("orders/<uuid:order_id>/phone/", orders.phone_sign, name="phone_sign"),
    path("orders/<uuid:order_id>/arrive/", orders.arrive, name="arrive"),
    path("orders/<uuid:order_id>/finish/", orders.finish, name="finish"),
    path("orders/<uuid:order_id>/handler/", orders.handler, name="handler"),
    path("orders/<uuid:order_id>/withdraw/", orders.withdraw, name="withdraw"),
    path("orders/<uuid:order_id>/return/", orders.send_back, name="return"),
    path("assign/", assigning.bulk, name="bulk"),
    path("leads/<uuid:lead_id>/", assigning.of_lead, name="of_lead"),
    path("leads/<uuid:lead_id>/assign/", assigning.assign, name="assign"),
    path("leads/<uuid:lead_id>/assist/", assigning.assist, name="assist"),
    path("leads/<uuid:lead_id>/escalate/", leads.escalate, name="escalate"),
    path("leads/<uuid:lead_id>/urge/", leads.urge, name="urge"),
    path("leads/<uuid:lead_id>/check/", leads.check, name="check"),
    path("leads/<uuid:lead_id>/dispute/", leads.dispute, name="raise_dispute"),
    path("leads/<uuid:lead_id>/joint/", between.convene, name="convene"),
    path("leads/<uuid:lead_id>/transfer/", transfers.send, name="send"),
    path("urges/<uuid:urge_id>/", leads.answer_urge, name="answer_urge"),
    path("disputes/", between.dispute_list, name="disputes"),
    path("disputes/<uuid:dispute_id>/", between.dispute, name="dispute"),
    path("joints/", between.joint_list, name="joints"),
    path("joints/<uuid:operation_id>/", between.joint, name="joint"),
    path("joints/members/<int:member_id>/", between.joint_member, name="joint_member"),
    path("transfers/", transfers.transfer_list, name="transfers"),
    path("transfers/<uuid:transfer_id>/", transfers.transfer, name="transfer"),
    path("transfers/<uuid:transfer_id>/sheet/", transfers.sheet, name="sheet"),
    path("transfers/<uuid:transfer_id>/link/", transfers.renew, name="renew"),
    path("t/<str:token>/", transfers.link, name="link"),
]
