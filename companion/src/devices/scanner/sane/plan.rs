//! From the clerk's settings to a scanner's options. Makers name the same thing in many ways; here is
//! what their names have in common. Setting one option may change all others, so the plan asks
//! for one at a time and looks at the options anew before the next.

use super::names::{colours_of, source_of};
use super::option::{Allowed, Kind, OptionView, Unit, Value};
use crate::devices::scanner::{
    Abilities, Colours, Lacking, Resolution, ScanError, ScanSettings, Source,
};

/// Longer side of A4 in millimetres; the strip of a self-test is shorter.
const A4: (f64, f64) = (210.0, 297.0);
/// The strip of a self-test.
const STRIP: (f64, f64) = (210.0, 10.0);
/// The self-test's resolution, or the next one above.
const STRIP_DPI: u16 = 75;
/// Millimetres of an inch.
const INCH: f64 = 25.4;

/// An option of the maker's that the configuration wants set, e.g. `swdeskew = true`.
#[derive(Clone, Debug, PartialEq)]
pub enum Extra {
    /// Yes or no.
    Bool(bool),
    /// A number in the option's unit.
    Number(f64),
    /// Text.
    Text(String),
}

/// What is still to be set.
#[derive(Debug)]
pub struct Plan<'a> {
    settings: ScanSettings,
    area: (f64, f64),
    wanted_dpi: u16,
    most_dpi: u16,
    extras: &'a [(String, Extra)],
    dpi: f64,
    done: usize,
}

/// One option and the value that it is to have.
pub type Assignment = (String, Value);

type Step = fn(&mut Plan<'_>, &[OptionView]) -> Result<Option<Assignment>, ScanError>;

/// In this order: what comes later depends on what came before.
const STEPS: [Step; 14] = [
    |plan, options| plan.source(options),
    |plan, options| Ok(plan.sides(options)),
    |plan, options| plan.mode(options),
    |_, options| Ok(depth(options)),
    |_, options| Ok(switch(options, "preview", false)),
    |plan, options| plan.resolution(options, "resolution"),
    |plan, options| plan.resolution(options, "x-resolution"),
    |plan, options| plan.resolution(options, "y-resolution"),
    |plan, options| Ok(plan.length(options, "page-width", plan.area.0)),
    |plan, options| Ok(plan.length(options, "page-height", plan.area.1)),
    |plan, options| Ok(plan.length(options, "tl-x", f64::MIN)),
    |plan, options| Ok(plan.length(options, "tl-y", f64::MIN)),
    |plan, options| Ok(plan.length(options, "br-x", plan.area.0)),
    |plan, options| Ok(plan.length(options, "br-y", plan.area.1)),
];

impl<'a> Plan<'a> {
    /// A whole page.
    pub fn page(settings: ScanSettings, extras: &'a [(String, Extra)]) -> Self {
        let wanted_dpi = settings.resolution.dpi();
        Self {
            settings,
            area: A4,
            wanted_dpi,
            most_dpi: wanted_dpi * 2,
            extras,
            dpi: 0.0,
            done: 0,
        }
    }

    /// A strip from the glass, grey and coarse, for a self-test.
    pub fn strip(extras: &'a [(String, Extra)]) -> Self {
        let settings = ScanSettings {
            source: Source::Flatbed,
            colours: Colours::Grey,
            resolution: Resolution::Dpi300,
        };
        Self {
            area: STRIP,
            wanted_dpi: STRIP_DPI,
            most_dpi: u16::MAX,
            ..Self::page(settings, extras)
        }
    }

    /// What is to be set next, by the options as they are now; `None` when all is set.
    ///
    /// # Errors
    /// [`ScanError::Unsupported`].
    pub fn next(&mut self, options: &[OptionView]) -> Result<Option<Assignment>, ScanError> {
        while let Some(step) = STEPS.get(self.done) {
            self.done += 1;
            if let Some(assignment) = step(self, options)? {
                return Ok(Some(assignment));
            }
        }
        if self.dpi == 0.0 {
            return Err(ScanError::Unsupported(Lacking::Resolution));
        }
        while let Some((name, extra)) = self.extras.get(self.done - STEPS.len()) {
            self.done += 1;
            if let Some(value) = settable(options, name).and_then(|option| fitting(option, extra)) {
                return Ok(Some((name.clone(), value)));
            }
        }
        Ok(None)
    }

    /// The device has taken another value than was asked for.
    pub fn taken(&mut self, options: &[OptionView], name: &str, value: &Value) {
        if let (true, Some(option), Value::Word(word)) =
            (name.ends_with("resolution"), option(options, name), value)
        {
            self.dpi = option.number(*word);
        }
    }

    /// Dots per inch as agreed with the device.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped"
    )]
    pub fn dpi(&self) -> u16 {
        self.dpi.round().clamp(1.0, f64::from(u16::MAX)) as u16
    }

    fn source(&mut self, options: &[OptionView]) -> Result<Option<Assignment>, ScanError> {
        let unsupported = ScanError::Unsupported(Lacking::Source);
        let wanted = self.settings.source;
        let Some(source) = option(options, "source").filter(|source| !source.texts().is_empty())
        else {
            // Without a choice it would never say that the last page has come.
            return if wanted == Source::Flatbed {
                Ok(None)
            } else {
                Err(unsupported)
            };
        };
        let name = source_of(source.texts(), wanted, has_sides(options)).ok_or(unsupported)?;
        Ok(Some((source.name.clone(), Value::Text(name.to_owned()))))
    }

    fn sides(&self, options: &[OptionView]) -> Option<Assignment> {
        let sides = settable(options, SIDES)?;
        let word = match self.settings.source {
            Source::Flatbed => return None,
            Source::Feeder => "simplex",
            Source::FeederDuplex => "duplex",
        };
        let text = sides
            .texts()
            .iter()
            .find(|text| text.to_lowercase().contains(word))?;
        Some((sides.name.clone(), Value::Text(text.clone())))
    }

    fn mode(&mut self, options: &[OptionView]) -> Result<Option<Assignment>, ScanError> {
        let Some(mode) = settable(options, "mode").filter(|mode| !mode.texts().is_empty()) else {
            return Ok(None);
        };
        let name = colours_of(mode.texts(), self.settings.colours)
            .ok_or(ScanError::Unsupported(Lacking::Colours))?;
        Ok(Some((mode.name.clone(), Value::Text(name.to_owned()))))
    }

    fn resolution(
        &mut self,
        options: &[OptionView],
        name: &str,
    ) -> Result<Option<Assignment>, ScanError> {
        let Some(option) = settable(options, name) else {
            return Ok(None);
        };
        let word = at_least(option, self.wanted_dpi, self.most_dpi)
            .ok_or(ScanError::Unsupported(Lacking::Resolution))?;
        self.dpi = option.number(word);
        Ok(Some((name.to_owned(), Value::Word(word))))
    }

    fn length(&self, options: &[OptionView], name: &str, millimetres: f64) -> Option<Assignment> {
        let option = settable(options, name)?;
        let number = match option.unit {
            Unit::Millimetre => millimetres,
            Unit::Pixel => millimetres / INCH * self.dpi,
            Unit::Other => return None,
        };
        let word = option.nearest(option.word(number));
        let is_number = matches!(option.kind, Kind::Int | Kind::Fixed);
        is_number.then(|| (name.to_owned(), Value::Word(word)))
    }
}

/// What a scanner with these options can do.
pub fn abilities(options: &[OptionView]) -> Abilities {
    let all_settings = |source, colours, resolution| {
        let settings = ScanSettings {
            source,
            colours,
            resolution,
        };
        let mut plan = Plan::page(settings, &[]);
        (
            plan.source(options).is_ok(),
            plan.mode(options).is_ok(),
            has_resolution(&mut plan, options),
        )
    };
    let (grey, coarse) = (Colours::Grey, Resolution::Dpi300);
    let sources = Source::ALL.into_iter();
    let colours = Colours::ALL.into_iter();
    let resolutions = Resolution::ALL.into_iter();
    Abilities {
        sources: sources
            .filter(|source| all_settings(*source, grey, coarse).0)
            .collect(),
        colours: colours
            .filter(|colours| all_settings(Source::Flatbed, *colours, coarse).1)
            .collect(),
        resolutions: resolutions
            .filter(|resolution| all_settings(Source::Flatbed, grey, *resolution).2)
            .collect(),
    }
}

/// By which some makers tell one side from two.
const SIDES: &str = "adf-mode";

fn has_sides(options: &[OptionView]) -> bool {
    let Some(sides) = option(options, SIDES) else {
        return false;
    };
    sides
        .texts()
        .iter()
        .any(|text| text.to_lowercase().contains("duplex"))
}

fn has_resolution(plan: &mut Plan<'_>, options: &[OptionView]) -> bool {
    let found = ["resolution", "x-resolution"].map(|name| plan.resolution(options, name));
    found.iter().any(|found| matches!(found, Ok(Some(_))))
}

/// The lowest allowed word of at least so many dots, if it is not far more.
fn at_least(option: &OptionView, dpi: u16, most: u16) -> Option<i32> {
    let wanted = option.word(f64::from(dpi));
    let word = match &option.allowed {
        Allowed::Words(words) => *words.iter().filter(|word| **word >= wanted).min()?,
        Allowed::Range { .. } => option.nearest(wanted),
        Allowed::Any => wanted,
        Allowed::Texts(_) => return None,
    };
    // One dot less is a matter of rounding.
    let fits = (f64::from(dpi) - 1.0..=f64::from(most)).contains(&option.number(word));
    fits.then_some(word)
}

fn depth(options: &[OptionView]) -> Option<Assignment> {
    let depth = settable(options, "depth")?;
    (depth.nearest(8) == 8).then(|| ("depth".to_owned(), Value::Word(8)))
}

fn switch(options: &[OptionView], name: &str, on: bool) -> Option<Assignment> {
    let option = settable(options, name).filter(|option| option.kind == Kind::Bool)?;
    Some((option.name.clone(), Value::Bool(on)))
}

fn fitting(option: &OptionView, extra: &Extra) -> Option<Value> {
    match (option.kind, extra) {
        (Kind::Bool, Extra::Bool(on)) => Some(Value::Bool(*on)),
        (Kind::Int | Kind::Fixed, Extra::Number(number)) => Some(Value::Word(option.word(*number))),
        (Kind::Text, Extra::Text(text)) => Some(Value::Text(text.clone())),
        _ => None,
    }
}

fn option<'a>(options: &'a [OptionView], name: &str) -> Option<&'a OptionView> {
    options.iter().find(|option| option.name == name)
}

fn settable<'a>(options: &'a [OptionView], name: &str) -> Option<&'a OptionView> {
    option(options, name).filter(|option| option.settable)
}

#[cfg(test)]
mod tests;
