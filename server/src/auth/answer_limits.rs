//! How often somebody may ask for a token, and answers may come.

use super::attempts::{Buckets, RetryAfter, network};
use crate::clock::Clock;
use app::domain::{PersonId, ResponseId, WaveId};
use std::{fmt, net::IpAddr, sync::Arc, time::Duration};

/// Limits for a person, for a token and for a network. None of them is kept: buckets are found by
/// hashes with a random key, in memory only.
pub struct AnswerLimits {
    by_person: Buckets,
    by_token: Buckets,
    by_network: Buckets,
}

impl AnswerLimits {
    /// Twenty in a row and then one in ten seconds for one person, and for one token: nobody sends
    /// so often by hand. A whole company may answer from one network in the hour after a survey
    /// opens: 3,000 requests in a row and then a hundred a second.
    #[must_use]
    pub fn new(clock: &Arc<dyn Clock>) -> Self {
        let ten_seconds = Duration::from_secs(10);
        Self {
            by_person: Buckets::new(20, ten_seconds, clock),
            by_token: Buckets::new(20, ten_seconds, clock),
            by_network: Buckets::new(3_000, Duration::from_millis(10), clock),
        }
    }

    /// Counts a request from this network, whatever it is worth.
    ///
    /// # Errors
    /// When it comes too soon.
    pub fn check_network(&self, client: IpAddr) -> Result<(), RetryAfter> {
        self.by_network.check(&network(client))
    }

    /// Counts a wish for a token.
    ///
    /// # Errors
    /// When it comes too soon.
    pub fn check_person(&self, wave: WaveId, person: PersonId) -> Result<(), RetryAfter> {
        self.by_person.check(&(wave, person))
    }

    /// Counts answers that came with a token, by the name under which they are stored.
    ///
    /// # Errors
    /// When they come too soon.
    pub fn check_token(&self, name: ResponseId) -> Result<(), RetryAfter> {
        self.by_token.check(&name)
    }
}

impl fmt::Debug for AnswerLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnswerLimits")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use std::net::Ipv4Addr;
    use uuid::Uuid;

    #[test]
    fn each_limit_has_its_own_measure() {
        let clock = ManualClock::at(1_800_000_000_000);
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        let limits = AnswerLimits::new(&shared);
        let (wave, name) = (WaveId(Uuid::from_u128(1)), ResponseId(Uuid::from_u128(2)));
        let person = PersonId(Uuid::from_u128(3));
        let home = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
        let passed = |check: &dyn Fn() -> bool| (0..4_000).filter(|_| check()).count();
        assert_eq!(passed(&|| limits.check_person(wave, person).is_ok()), 20);
        assert_eq!(passed(&|| limits.check_token(name).is_ok()), 20);
        assert_eq!(passed(&|| limits.check_network(home).is_ok()), 3_000);
        // Another wave, another token, another network.
        assert!(limits.check_person(WaveId(Uuid::from_u128(9)), person).is_ok());
        assert!(limits.check_token(ResponseId(Uuid::from_u128(9))).is_ok());
        assert!(limits.check_network(IpAddr::V4(Ipv4Addr::new(198, 51, 100, 1))).is_ok());
        clock.advance(Duration::from_secs(10));
        assert!(limits.check_person(wave, person).is_ok());
        assert!(limits.check_person(wave, person).is_err());
    }
}
