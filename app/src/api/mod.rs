//! Server functions: doors of a few lines, one file per noun.

pub mod probe;
