//! The bill as the citizen sees it.

use amtskoffer_domain::fees::{FeeBill, FeeLine};
use leptos::prelude::*;

use crate::texts::fee;

/// Lines and sum.
#[component]
pub fn Bill(
    /// The bill.
    bill: FeeBill,
) -> impl IntoView {
    let rows: Vec<_> = bill.lines.into_iter().map(row).collect();
    view! {
        <table class="kern-table ak-table" data-testid="bill">
            <caption class="kern-title">{fee::BILL}</caption>
            <thead class="kern-table__head">
                <tr class="kern-table__row">
                    <th class="kern-table__header" scope="col">{fee::COLUMN_ITEM}</th>
                    <th class="kern-table__header" scope="col">{fee::COLUMN_SOURCE}</th>
                    <th class="kern-table__header kern-table__header--numeric" scope="col">
                        {fee::COLUMN_AMOUNT}
                    </th>
                </tr>
            </thead>
            <tbody class="kern-table__body">{rows}</tbody>
            <tfoot class="kern-table__body">
                <tr class="kern-table__row">
                    <th class="kern-table__cell" scope="row" colspan="2">{fee::TOTAL}</th>
                    <td class="kern-table__cell kern-table__cell--numeric ak-total" data-testid="total">
                        {bill.total.to_string()}
                    </td>
                </tr>
            </tfoot>
        </table>
    }
}

fn row(line: FeeLine) -> impl IntoView {
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row" data-label=fee::COLUMN_ITEM>
                {fee::item(&line.rule, line.doubling)}
            </th>
            <td class="kern-table__cell" data-label=fee::COLUMN_SOURCE>{line.source}</td>
            <td class="kern-table__cell kern-table__cell--numeric" data-label=fee::COLUMN_AMOUNT>
                {line.cents.to_string()}
            </td>
        </tr>
    }
}
