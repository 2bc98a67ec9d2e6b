//! A thin bar in layers. The words beside it carry the meaning; the bar is for the eye.

use leptos::prelude::*;

use super::dom;

/// The bar's width in its own units.
const WIDTH: f64 = 160.0;
/// The gap between two layers.
const GAP: f64 = 2.0;

/// One layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeterLayer {
    /// `solid`, `hatched` or `outlined`.
    pub look: &'static str,
    /// How much of the whole it takes.
    pub amount: u32,
}

/// Where each layer starts and how wide it is, in a bar of [`WIDTH`]; what is over is cut off.
fn spans(layers: &[MeterLayer], limit: u32) -> Vec<(&'static str, f64, f64)> {
    let used: u32 = layers.iter().map(|layer| layer.amount).sum();
    let scale = WIDTH / f64::from(limit.max(used).max(1));
    let mut start = 0.0;
    let shown = layers.iter().filter(|layer| layer.amount > 0);
    shown
        .map(|layer| {
            let width = f64::from(layer.amount) * scale;
            let span = (layer.look, start, (width - GAP).max(2.0).min(width.max(2.0)));
            start += width;
            span
        })
        .collect()
}

/// How full it is: `fine`, `near` from 90 %, `over` beyond the limit.
fn level(layers: &[MeterLayer], limit: u32) -> &'static str {
    let used: u64 = layers.iter().map(|layer| u64::from(layer.amount)).sum();
    let limit = u64::from(limit);
    if used > limit {
        "over"
    } else if used * 10 >= limit * 9 {
        "near"
    } else {
        "fine"
    }
}

/// A bar of 160 × 6, hidden from assistive technology.
#[component]
pub fn Meter(
    /// The layers, from the start of the line.
    #[prop(into)]
    layers: Signal<Vec<MeterLayer>>,
    /// What the whole bar stands for.
    #[prop(into)]
    limit: Signal<u32>,
) -> AnyView {
    view! {
        <svg class="meter" viewBox="0 0 160 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"
            data-level=move || layers.with(|layers| level(layers, limit.get()))>
            <defs>
                <pattern id="meter-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect class="meter-hatch" width="2" height="4"></rect>
                </pattern>
            </defs>
            <rect class="meter-ground" width="160" height="6" rx="3"></rect>
            {move || layers.with(|layers| spans(layers, limit.get())).into_iter().map(|(look, start, width)| view! {
                <g data-look=look>
                    <rect class="meter-layer" x=dom::length(start) y="0" width=dom::length(width) height="6" rx="1.5"></rect>
                    <rect class="meter-lines" x=dom::length(start) y="0" width=dom::length(width) height="6" rx="1.5"></rect>
                </g>
            }).collect_view()}
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layers(users: u32, invited: u32, typed: u32) -> [MeterLayer; 3] {
        [("solid", users), ("hatched", invited), ("outlined", typed)].map(|(look, amount)| MeterLayer { look, amount })
    }

    #[test]
    fn the_bar_warns_from_nine_tenths_and_when_over() {
        assert_eq!(level(&layers(80, 9, 0), 100), "fine");
        assert_eq!(level(&layers(80, 10, 0), 100), "near");
        assert_eq!(level(&layers(90, 10, 0), 100), "near");
        assert_eq!(level(&layers(90, 10, 1), 100), "over");
    }

    #[test]
    fn layers_follow_each_other_with_gaps_and_stay_inside() {
        let spans = spans(&layers(50, 25, 0), 100);
        assert_eq!(spans, [("solid", 0.0, 78.0), ("hatched", 80.0, 38.0)]);
        let over = super::spans(&layers(150, 50, 0), 100);
        let (_, start, width) = over[1];
        assert!(start + width <= WIDTH);
    }

    #[test]
    fn one_of_very_many_is_still_seen() {
        assert!(spans(&layers(1, 0, 0), 100_000)[0].2 >= 2.0);
    }
}
