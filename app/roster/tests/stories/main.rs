//! The roster against a made-up database and a plain list.

mod edits;
mod events;
mod exports;
mod named;
mod queries;
mod scope;
mod selection;
mod world;
