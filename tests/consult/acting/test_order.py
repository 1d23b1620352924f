"""An order is typed as numbers beside the things: no dragging, no script."""

from django.http import QueryDict

from consult.acting.order import OrderField, PlacesInput, placed

LISTED = [("doprava", "Dostat se k lékaři"), ("bydleni", "Mít kde bydlet"), ("poradna", "<b>Poradna</b>")]


def test_the_numbers_make_the_order_and_what_has_none_is_left_out() -> None:
    typed = QueryDict("order.doprava=3&order.bydleni=1.&order.poradna=&points=2")
    assert placed(typed, "order") == ["bydleni", "doprava"]
    assert PlacesInput(LISTED).value_from_datadict(typed, {}, "order") == ["bydleni", "doprava"]


def test_an_order_carried_on_from_the_last_step_stays_as_it_was() -> None:
    carried = QueryDict("order=poradna&order=doprava")
    assert PlacesInput(LISTED).value_from_datadict(carried, {}, "order") == ["poradna", "doprava"]


def test_each_box_has_its_thing_as_a_label_and_its_number_in_it() -> None:
    drawn = PlacesInput(LISTED).render("order", ["poradna", "doprava"], {"id": "o"})
    assert '<input id="o.poradna" name="order.poradna" value="1"' in drawn
    assert '<label for="o.doprava">Dostat se k lékaři</label>' in drawn
    assert 'name="order.bydleni" value=""' in drawn and "<b>" not in drawn


def test_anything_that_is_no_name_is_refused() -> None:
    field = OrderField(choices=LISTED, required=False)
    assert field.valid_value("cil-3") and not field.valid_value("Cíl 3") and not field.valid_value("<b>")
