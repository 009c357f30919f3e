//! `/answer/{wave}`: what is taken, what is refused and kept, and what is stored of it.

mod race;
mod refused;
mod stored;
