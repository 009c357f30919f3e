#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use super::*;
use crate::clock::ManualClock;
use axum::{
    body::{Body, Bytes},
    http::StatusCode,
    routing::post,
};
use http_body_util::BodyExt;
use std::net::Ipv4Addr;
use tower::ServiceExt;

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

fn router() -> Router {
    let work = async |body: Bytes| match &body[..] {
        b"panic" => panic!("the secret of the house"),
        b"sleep" => tokio::time::sleep(Duration::from_secs(3600)).await,
        _ => {}
    };
    let router = limit_body(Router::new().route("/", post(work)), 10);
    catch_panics(limit_time(router, Duration::from_secs(5)))
}

async fn answer(body: Body) -> (StatusCode, String) {
    let response = router().oneshot(Request::post("/").body(body).unwrap()).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn a_body_within_the_limit_passes() {
    assert_eq!(answer(Body::from("1234567890")).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_body_that_announces_too_much_gets_a_page_before_it_is_read() {
    let request = Request::post("/").header("content-length", "11").body(Body::empty()).unwrap();
    let response = router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let page = response.into_body().collect().await.unwrap().to_bytes();
    assert!(String::from_utf8_lossy(&page).contains("At most 10 bytes"));
}

#[tokio::test]
async fn a_body_that_goes_on_for_ever_is_cut_off() {
    let endless = futures::stream::repeat_with(|| Ok::<_, std::io::Error>("12345"));
    let (status, _) = answer(Body::from_stream(endless)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_takes_too_long_is_ended_with_a_page() {
    let (status, page) = answer(Body::from("sleep")).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.contains("right now"), "{page}");
}

#[tokio::test]
async fn a_panic_becomes_a_page_without_its_text() {
    let (status, page) = answer(Body::from("panic")).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.contains("on our side") && !page.contains("secret"), "{page}");
}
