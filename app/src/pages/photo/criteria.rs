//! What was measured on the photo, mandatory criteria first.

use amtskoffer_contract::bridge::CriterionView;
use leptos::prelude::*;

use super::shoot::Shoot;
use crate::components::{StateBadge, Tone};
use crate::texts::criteria;

/// The list; nothing before the first measuring.
#[component]
pub fn CriteriaTable(
    /// Shared by the parts of the screen.
    shoot: Shoot,
) -> impl IntoView {
    let measured = Memo::new(move |_| shoot.result().map(|photo| sorted(photo.criteria)));
    move || {
        let measured = measured.get()?;
        let summary = criteria::summary(&measured);
        let rows: Vec<_> = measured.iter().map(row).collect();
        let heads = [
            criteria::NAME,
            criteria::VALUE,
            criteria::LIMITS,
            criteria::VERDICT,
        ]
        .map(|name| view! { <th class="kern-table__header" scope="col">{name}</th> });
        Some(view! {
            <section>
                <h2 class="kern-heading-medium">{criteria::TITLE}</h2>
                <p class="kern-body">{summary}</p>
                <table class="kern-table kern-table--striped ak-table" data-testid="criteria">
                    <caption class="ak-hidden">{criteria::TITLE}</caption>
                    <thead class="kern-table__head">
                        <tr class="kern-table__row">{heads}</tr>
                    </thead>
                    <tbody class="kern-table__body">{rows}</tbody>
                </table>
                <p class="kern-body">{criteria::BY_EYE}</p>
            </section>
        })
    }
}

fn row(criterion: &CriterionView) -> impl IntoView + use<> {
    let weight = if criterion.mandatory {
        criteria::MANDATORY
    } else {
        criteria::OPTIONAL
    };
    let tone = match (criterion.fulfilled, criterion.mandatory) {
        (true, _) => Tone::Success,
        (false, true) => Tone::Danger,
        (false, false) => Tone::Warning,
    };
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row">
                {criteria::name(&criterion.id)}" ("{weight}")"
            </th>
            <td class="kern-table__cell" data-label=criteria::VALUE>{criteria::value(criterion)}</td>
            <td class="kern-table__cell" data-label=criteria::LIMITS>{criteria::limits(criterion)}</td>
            <td class="kern-table__cell" data-label=criteria::VERDICT>
                <StateBadge tone=tone word=criteria::verdict(criterion)/>
            </td>
        </tr>
    }
}

/// Mandatory ones first, and within them what is not fulfilled.
fn sorted(mut criteria: Vec<CriterionView>) -> Vec<CriterionView> {
    criteria.sort_by_key(|criterion| (!criterion.mandatory, criterion.fulfilled));
    criteria
}

#[cfg(test)]
mod tests {
    use super::sorted;
    use amtskoffer_contract::bridge::CriterionView;

    #[test]
    fn what_must_be_mended_stands_on_top() {
        let criterion = |id: &str, mandatory, fulfilled| CriterionView {
            id: id.to_owned(),
            value: 0.0,
            min: None,
            max: None,
            mandatory,
            fulfilled,
        };
        let all = vec![
            criterion("a", false, false),
            criterion("b", true, true),
            criterion("c", true, false),
        ];
        let order: Vec<String> = sorted(all).into_iter().map(|each| each.id).collect();
        assert_eq!(order, ["c", "b", "a"]);
    }
}
