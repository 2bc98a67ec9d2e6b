//! Lucide's drawings (ISC licence), a path each in a square of 24. Written by `cargo xtask icons` from
//! `style/icons.txt`.

use super::Drawing;

/// `arrow-down`.
#[rustfmt::skip]
pub const ARROW_DOWN: Drawing = Drawing("M12 5v14M19 12l-7 7-7-7");
/// `ban`.
#[rustfmt::skip]
pub const BAN: Drawing = Drawing("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0zM4.929 4.929 19.07 19.071");
/// `calendar`.
#[rustfmt::skip]
pub const CALENDAR: Drawing = Drawing("M8 2v3M16 2v3M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2zM3 9h18");
/// `calendar-clock`.
#[rustfmt::skip]
pub const CALENDAR_CLOCK: Drawing = Drawing("M16 14v2.2l1.6 1M16 2v3M21 7.338V5a2 2 0 00-2-2H5a2 2 0 00-2 2v14a2 2 0 002 2h2.338M3 9h5.859M8 2v3M10 16a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z");
/// `check`.
#[rustfmt::skip]
pub const CHECK: Drawing = Drawing("M20 6 9 17l-5-5");
/// `chevron-down`.
#[rustfmt::skip]
pub const CHEVRON_DOWN: Drawing = Drawing("M6 9l6 6 6-6");
/// `chevron-right`.
#[rustfmt::skip]
pub const CHEVRON_RIGHT: Drawing = Drawing("M9 18l6-6-6-6");
/// `chevrons-up-down`.
#[rustfmt::skip]
pub const CHEVRONS_UP_DOWN: Drawing = Drawing("M7 15l5 5 5-5M7 9l5-5 5 5");
/// `circle-alert`.
#[rustfmt::skip]
pub const CIRCLE_ALERT: Drawing = Drawing("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0zM12 8L12 12M12 16L12.01 16");
/// `circle-check`.
#[rustfmt::skip]
pub const CIRCLE_CHECK: Drawing = Drawing("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0zM16 9l-5.5 5.5L8 12");
/// `circle-user`.
#[rustfmt::skip]
pub const CIRCLE_USER: Drawing = Drawing("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0zM9 10a3 3 0 1 0 6 0a3 3 0 1 0 -6 0zM7 20.662V19a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v1.662");
/// `columns-3`.
#[rustfmt::skip]
pub const COLUMNS_3: Drawing = Drawing("M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2zM9 3v18M15 3v18");
/// `copy`.
#[rustfmt::skip]
pub const COPY: Drawing = Drawing("M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2zM4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2");
/// `crown`.
#[rustfmt::skip]
pub const CROWN: Drawing = Drawing("M11.562 3.266a.5.5 0 0 1 .876 0L15.39 8.87a1 1 0 0 0 1.516.294L21.183 5.5a.5.5 0 0 1 .798.519l-2.834 10.246a1 1 0 0 1-.956.734H5.81a1 1 0 0 1-.957-.734L2.02 6.02a.5.5 0 0 1 .798-.519l4.276 3.664a1 1 0 0 0 1.516-.294zM5 21h14");
/// `download`.
#[rustfmt::skip]
pub const DOWNLOAD: Drawing = Drawing("M12 15V3M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4M7 10l5 5 5-5");
/// `ellipsis`.
#[rustfmt::skip]
pub const ELLIPSIS: Drawing = Drawing("M11 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0zM18 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0zM4 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0z");
/// `info`.
#[rustfmt::skip]
pub const INFO: Drawing = Drawing("M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0zM12 16v-4M12 8h.01");
/// `link`.
#[rustfmt::skip]
pub const LINK: Drawing = Drawing("M10 13a5 5 0 0 0 7.54.54l3-3a5 5 0 0 0-7.07-7.07l-1.72 1.71M14 11a5 5 0 0 0-7.54-.54l-3 3a5 5 0 0 0 7.07 7.07l1.71-1.71");
/// `lock`.
#[rustfmt::skip]
pub const LOCK: Drawing = Drawing("M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-7a2 2 0 0 1 2 -2zM7 11V7a5 5 0 0 1 10 0v4");
/// `log-out`.
#[rustfmt::skip]
pub const LOG_OUT: Drawing = Drawing("M16 17l5-5-5-5M21 12H9M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4");
/// `mail`.
#[rustfmt::skip]
pub const MAIL: Drawing = Drawing("M22 7l-8.991 5.727a2 2 0 0 1-2.009 0L2 7M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-12a2 2 0 0 1 2 -2z");
/// `menu`.
#[rustfmt::skip]
pub const MENU: Drawing = Drawing("M4 5h16M4 12h16M4 19h16");
/// `minus`.
#[rustfmt::skip]
pub const MINUS: Drawing = Drawing("M5 12h14");
/// `monitor`.
#[rustfmt::skip]
pub const MONITOR: Drawing = Drawing("M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2zM8 21L16 21M12 17L12 21");
/// `pause`.
#[rustfmt::skip]
pub const PAUSE: Drawing = Drawing("M15 3h3a1 1 0 0 1 1 1v16a1 1 0 0 1 -1 1h-3a1 1 0 0 1 -1 -1v-16a1 1 0 0 1 1 -1zM6 3h3a1 1 0 0 1 1 1v16a1 1 0 0 1 -1 1h-3a1 1 0 0 1 -1 -1v-16a1 1 0 0 1 1 -1z");
/// `pencil`.
#[rustfmt::skip]
pub const PENCIL: Drawing = Drawing("M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497zM15 5l4 4");
/// `play`.
#[rustfmt::skip]
pub const PLAY: Drawing = Drawing("M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z");
/// `plus`.
#[rustfmt::skip]
pub const PLUS: Drawing = Drawing("M5 12h14M12 5v14");
/// `refresh-cw`.
#[rustfmt::skip]
pub const REFRESH_CW: Drawing = Drawing("M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8M21 3v5h-5M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16M8 16H3v5");
/// `rotate-ccw`.
#[rustfmt::skip]
pub const ROTATE_CCW: Drawing = Drawing("M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8M3 3v5h5");
/// `search`.
#[rustfmt::skip]
pub const SEARCH: Drawing = Drawing("M21 21l-4.34-4.34M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z");
/// `search-x`.
#[rustfmt::skip]
pub const SEARCH_X: Drawing = Drawing("M13.5 8.5l-5 5M8.5 8.5l5 5M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0zM21 21l-4.3-4.3");
/// `send`.
#[rustfmt::skip]
pub const SEND: Drawing = Drawing("M14.536 21.686a.5.5 0 0 0 .937-.024l6.5-19a.496.496 0 0 0-.635-.635l-19 6.5a.5.5 0 0 0-.024.937l7.93 3.18a2 2 0 0 1 1.112 1.11zM21.854 2.147l-10.94 10.939");
/// `settings`.
#[rustfmt::skip]
pub const SETTINGS: Drawing = Drawing("M9.671 4.136a2.34 2.34 0 0 1 4.659 0 2.34 2.34 0 0 0 3.319 1.915 2.34 2.34 0 0 1 2.33 4.033 2.34 2.34 0 0 0 0 3.831 2.34 2.34 0 0 1-2.33 4.033 2.34 2.34 0 0 0-3.319 1.915 2.34 2.34 0 0 1-4.659 0 2.34 2.34 0 0 0-3.32-1.915 2.34 2.34 0 0 1-2.33-4.033 2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0 3.319-1.915M9 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z");
/// `shield`.
#[rustfmt::skip]
pub const SHIELD: Drawing = Drawing("M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z");
/// `trash-2`.
#[rustfmt::skip]
pub const TRASH_2: Drawing = Drawing("M10 11v6M14 11v6M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M3 6h18M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2");
/// `triangle-alert`.
#[rustfmt::skip]
pub const TRIANGLE_ALERT: Drawing = Drawing("M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01");
/// `upload`.
#[rustfmt::skip]
pub const UPLOAD: Drawing = Drawing("M12 3v12M17 8l-5-5-5 5M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4");
/// `user`.
#[rustfmt::skip]
pub const USER: Drawing = Drawing("M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2M8 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z");
/// `user-minus`.
#[rustfmt::skip]
pub const USER_MINUS: Drawing = Drawing("M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0zM22 11L16 11");
/// `user-plus`.
#[rustfmt::skip]
pub const USER_PLUS: Drawing = Drawing("M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0zM19 8L19 14M22 11L16 11");
/// `users`.
#[rustfmt::skip]
pub const USERS: Drawing = Drawing("M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M16 3.128a4 4 0 0 1 0 7.744M22 21v-2a4 4 0 0 0-3-3.87M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z");
/// `users-round`.
#[rustfmt::skip]
pub const USERS_ROUND: Drawing = Drawing("M18 21a8 8 0 0 0-16 0M5 8a5 5 0 1 0 10 0a5 5 0 1 0 -10 0zM22 20c0-3.37-2-6.5-4-8a5 5 0 0 0-.45-8.3");
/// `wifi-off`.
#[rustfmt::skip]
pub const WIFI_OFF: Drawing = Drawing("M12 20h.01M8.5 16.429a5 5 0 0 1 7 0M5 12.859a10 10 0 0 1 5.17-2.69M19 12.859a10 10 0 0 0-2.007-1.523M2 8.82a15 15 0 0 1 4.177-2.643M22 8.82a15 15 0 0 0-11.288-3.764M2 2l20 20");
/// `x`.
#[rustfmt::skip]
pub const X: Drawing = Drawing("M18 6 6 18M6 6l12 12");
