//! How often something may be tried, such as a password or a link by mail.

use crate::clock::Clock;
use governor::{
    Quota, RateLimiter, middleware::NoOpMiddleware, nanos::Nanos,
    state::keyed::DefaultKeyedStateStore,
};
use std::{
    fmt,
    hash::{BuildHasher, Hash, RandomState},
    net::IpAddr,
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

/// The attempt came too soon; the next one is accepted after this long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryAfter(pub Duration);

/// How often something may be tried for one e-mail address, and from one network.
///
/// The limit per address slows down guessing one person's password, and the one per network
/// trying one password on everybody. Every attempt counts, whether such a person exists or not,
/// so the answer tells nothing. A stranger can use up a person's attempts; the person then waits
/// a minute or signs in by a one-time link, which has limits of its own.
pub struct AttemptLimits {
    by_email: Buckets,
    by_network: Buckets,
}

impl AttemptLimits {
    /// For passwords: ten in a row and then one a minute for an address. A whole company may sign
    /// in from one network on the day a survey opens: 300 in a row and then one a second.
    #[must_use]
    pub fn for_sign_in(clock: Arc<dyn Clock>) -> Self {
        Self {
            by_email: Buckets::new(10, Duration::from_secs(60), &clock),
            by_network: Buckets::new(300, Duration::from_secs(1), &clock),
        }
    }

    /// For one-time links by mail, so that nobody's mailbox can be flooded: three in a row and
    /// then one in ten minutes for an address.
    #[must_use]
    pub fn for_links(clock: Arc<dyn Clock>) -> Self {
        Self {
            by_email: Buckets::new(3, Duration::from_secs(600), &clock),
            by_network: Buckets::new(100, Duration::from_secs(6), &clock),
        }
    }

    /// Counts an attempt for whatever was typed as e-mail address, from this client.
    ///
    /// # Errors
    /// When it comes too soon; then it counts for the network only.
    pub fn check(&self, email: &str, client: IpAddr) -> Result<(), RetryAfter> {
        self.by_network.check(&network(client))?;
        self.by_email.check(&email.trim().to_lowercase())
    }
}

impl fmt::Debug for AttemptLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttemptLimits")
    }
}

/// One IPv4 address, or the /64 that a provider gives to one IPv6 customer.
pub(super) fn network(client: IpAddr) -> u64 {
    match client.to_canonical() {
        IpAddr::V4(address) => u64::from(address.to_bits()),
        IpAddr::V6(address) => (address.to_bits() >> 64) as u64,
    }
}

/// A bounded number of leaky buckets, found by hash.
///
/// Names aren't kept, and memory can't be filled up by trying ever new ones: there are
/// [`Buckets::MANY`] at most, some 20 MB. Two names share one rarely, and nobody can aim for it,
/// since the hash has a random key.
pub(super) struct Buckets {
    limiter: RateLimiter<u32, DefaultKeyedStateStore<u32>, GovernorClock, NoOpMiddleware<Nanos>>,
    clock: GovernorClock,
    hasher: RandomState,
    checks: AtomicU32,
}

impl Buckets {
    const MANY: u64 = 1 << 18;
    /// Full buckets are as good as none: swept away once in so many checks.
    const SWEEP: u32 = 10_000;

    pub(super) fn new(burst: u32, every: Duration, clock: &Arc<dyn Clock>) -> Self {
        let clock = GovernorClock(Arc::clone(clock));
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        // Only a length of zero gives none, and governor takes a nanosecond for it as well.
        let quota = Quota::with_period(every).unwrap_or(Quota::per_second(NonZeroU32::MIN));
        Self {
            limiter: RateLimiter::new(
                quota.allow_burst(burst),
                DefaultKeyedStateStore::default(),
                clock.clone(),
            ),
            clock,
            hasher: RandomState::new(),
            checks: AtomicU32::new(0),
        }
    }

    pub(super) fn check(&self, name: &impl Hash) -> Result<(), RetryAfter> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % Self::SWEEP == Self::SWEEP - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        let bucket = (self.hasher.hash_one(name) % Self::MANY) as u32;
        self.limiter.check_key(&bucket).map_err(|until| {
            RetryAfter(until.wait_time_from(governor::clock::Clock::now(&self.clock)))
        })
    }
}

/// Our clock as governor reads it.
#[derive(Clone, Debug)]
struct GovernorClock(Arc<dyn Clock>);

impl governor::clock::Clock for GovernorClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::from(u64::try_from(self.0.now()).unwrap_or(0).saturating_mul(1_000_000))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::clock::ManualClock;
    use std::net::Ipv4Addr;

    const HOME: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

    fn limits() -> (AttemptLimits, ManualClock) {
        let clock = ManualClock::at(1_800_000_000_000);
        (AttemptLimits::for_sign_in(Arc::new(clock.clone())), clock)
    }

    #[test]
    fn ten_attempts_for_one_address_and_then_one_a_minute() {
        let (limits, clock) = limits();
        for _ in 0..10 {
            limits.check("ada@example.com", HOME).unwrap();
        }
        let RetryAfter(after) = limits.check("ada@example.com", HOME).unwrap_err();
        assert_eq!(after, Duration::from_secs(60));
        clock.advance(Duration::from_secs(59));
        assert!(limits.check("ada@example.com", HOME).is_err());
        clock.advance(Duration::from_secs(1));
        limits.check("ada@example.com", HOME).unwrap();
        assert!(limits.check("ada@example.com", HOME).is_err());
    }

    #[test]
    fn an_address_is_the_same_however_it_is_written_and_wherever_it_comes_from() {
        let (limits, _) = limits();
        for number in 0..10 {
            let client = IpAddr::V4(Ipv4Addr::new(198, 51, 100, number));
            limits
                .check([" Ada@Example.COM", "ada@example.com "][usize::from(number % 2)], client)
                .unwrap();
        }
        assert!(limits.check("ada@example.com", HOME).is_err());
        limits.check("grace@example.com", HOME).unwrap();
    }

    #[test]
    fn one_network_cannot_try_everybody() {
        let (limits, _) = limits();
        let attempts =
            (0..400).filter(|n| limits.check(&format!("p{n}@example.com"), HOME).is_ok()).count();
        assert_eq!(attempts, 300);
        limits.check("p0@example.com", "203.0.113.9".parse().unwrap()).unwrap();
    }

    #[test]
    fn a_customer_of_ipv6_is_one_network() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }

    #[test]
    fn memory_stays_bounded_and_is_given_back() {
        let clock = ManualClock::at(1_800_000_000_000);
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        let buckets = Buckets::new(3, Duration::from_secs(1), &shared);
        for name in 0..u32::try_from(Buckets::MANY).unwrap() {
            let _ = buckets.check(&name);
        }
        assert!(buckets.limiter.len() <= usize::try_from(Buckets::MANY).unwrap());
        clock.advance(Duration::from_secs(60));
        for name in 0..Buckets::SWEEP {
            let _ = buckets.check(&name);
        }
        assert!(buckets.limiter.len() <= usize::try_from(Buckets::SWEEP).unwrap());
    }

    #[test]
    fn links_are_sent_sparingly() {
        let limits = AttemptLimits::for_links(Arc::new(ManualClock::at(1_800_000_000_000)));
        let sent = (0..20).filter(|_| limits.check("ada@example.com", HOME).is_ok()).count();
        assert_eq!(sent, 3);
    }
}
