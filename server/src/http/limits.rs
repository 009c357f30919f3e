//! How much, how long and how often: bounds that keep one client from harming the others.

use super::errors::HttpError;
use crate::clock::Clock;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::header,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use governor::{
    Quota, RateLimiter, middleware::NoOpMiddleware, nanos::Nanos,
    state::keyed::DefaultKeyedStateStore,
};
use std::{
    any::Any,
    fmt,
    hash::{BuildHasher, RandomState},
    net::IpAddr,
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tower_http::{catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer};

/// Enough for a form with every comment filled in.
pub const FORM_BYTES: usize = 1024 * 1024;

/// How long a request may take, from its head to the head of the answer.
pub const REQUEST_TIME: Duration = Duration::from_secs(30);

/// Refuses bodies larger than `most` bytes; routes that take files get a limit of their own.
pub fn limit_body<S: Clone + Send + Sync + 'static>(router: Router<S>, most: usize) -> Router<S> {
    router
        // Ours is the limit: the 2 MB of axum's extractors would come before it.
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(most))
        .layer(middleware::from_fn_with_state(most, refuse_announced))
}

/// A body that says it is too large gets a page; one that lies is cut off while it is read.
async fn refuse_announced(State(most): State<usize>, request: Request, next: Next) -> Response {
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > most as u64) {
        return HttpError::TooLarge(most).into_response();
    }
    next.run(request).await
}

/// Ends requests that take longer than `time`; what they had begun in the database never happened.
pub fn limit_time<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    time: Duration,
) -> Router<S> {
    router.layer(middleware::from_fn_with_state(time, end_in_time))
}

async fn end_in_time(State(time): State<Duration>, request: Request, next: Next) -> Response {
    tokio::time::timeout(time, next.run(request)).await.unwrap_or_else(|_| {
        HttpError::Unavailable(format!("no answer within {time:?}")).into_response()
    })
}

/// Makes an error page of a panic, so that it ends one request and not the connection.
pub fn catch_panics<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    router.layer(CatchPanicLayer::custom(|panic: Box<dyn Any + Send>| {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no text");
        HttpError::internal(format!("a panic: {text}")).into_response()
    }))
}

/// The attempt came too soon; the next one is accepted after this long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryAfter(pub Duration);

impl From<RetryAfter> for HttpError {
    fn from(RetryAfter(after): RetryAfter) -> Self {
        Self::TooManyRequests { after }
    }
}

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
fn network(client: IpAddr) -> u64 {
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
struct Buckets {
    limiter: RateLimiter<u32, DefaultKeyedStateStore<u32>, GovernorClock, NoOpMiddleware<Nanos>>,
    clock: GovernorClock,
    hasher: RandomState,
    checks: AtomicU32,
}

impl Buckets {
    const MANY: u64 = 1 << 18;
    /// Full buckets are as good as none: swept away once in so many checks.
    const SWEEP: u32 = 10_000;

    fn new(burst: u32, every: Duration, clock: &Arc<dyn Clock>) -> Self {
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

    fn check(&self, name: &impl std::hash::Hash) -> Result<(), RetryAfter> {
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
mod tests;
