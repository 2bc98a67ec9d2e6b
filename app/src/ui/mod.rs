//! The ui kit: the parts every page is made of. It knows nothing of users.
//!
//! Rules of the house: names and texts come in as props, state shows in ARIA and `data-state`,
//! looks live in the partial of the same name under `style/`. What touches the DOM runs in event
//! handlers and effects only, so every part renders on the server too.

mod avatar;
mod banner;
mod button;
mod chip;
mod chip_field;
mod code_field;
mod dialog;
pub mod dom;
pub mod drawings;
mod early;
pub(crate) use early::keep_typed;
mod empty_state;
mod field;
pub(crate) mod frames;
pub(crate) mod held_keys;
mod icon;
pub mod keys;
mod listbox;
mod live_region;
mod menu;
mod meter;
mod page_frame;
mod password_field;
mod pill;
mod placing;
mod popup;
pub(crate) use popup::fetch_popups;
mod radio;
mod retry;
mod theme;
mod toast;

pub use avatar::{Avatar, AvatarFace, ground, initials, write_avatar};
pub use banner::{Banner, BannerTone};
pub use button::{Button, ButtonKind};
pub use chip::Chip;
pub use chip_field::{ChipField, ChipText, FieldChip};
pub use code_field::CodeField;
pub use dialog::{Dialog, DialogFooter, focus_with_steps};
pub use empty_state::EmptyState;
pub use field::{Checkbox, Field, SelectField, SelectOption, TextArea, TextField};
pub use icon::{Drawing, Icon};
pub use listbox::{Choice, ListboxButton};
pub use live_region::{Announcer, LiveRegion};
pub use menu::{MenuButton, MenuItem};
pub use meter::{Meter, MeterLayer};
pub use page_frame::{FrameLink, OrganizationLink, PageFrame};
pub use password_field::PasswordField;
pub use pill::{Pill, PillTone, write_pill};
pub use popup::Popup;
pub use radio::{RadioGroup, RadioOption};
pub use retry::Retry;
pub use theme::{Theme, ThemeChoice};
pub use toast::{Toaster, Toasts};
