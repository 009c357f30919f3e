#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use super::*;
use axum::{
    body::{Body, Bytes},
    http::StatusCode,
    routing::post,
};
use http_body_util::BodyExt;
use tower::ServiceExt;

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

#[tokio::test(start_paused = true)]
async fn a_roster_has_more_time_than_other_requests() {
    let sleep = |seconds| async move || tokio::time::sleep(Duration::from_secs(seconds)).await;
    let router = Router::new()
        .route("/roster", post(sleep(170)))
        .route("/roster/{upload}", post(sleep(170)))
        .route("/roster/{upload}/else", post(sleep(40)))
        .route("/people", post(sleep(40)));
    let router = limit_time(router, REQUEST_TIME);
    for (path, status) in [
        ("/roster", StatusCode::OK),
        ("/roster/7", StatusCode::OK),
        ("/roster/7/else", StatusCode::SERVICE_UNAVAILABLE),
        ("/people", StatusCode::SERVICE_UNAVAILABLE),
    ] {
        let request = Request::post(path).body(Body::empty()).unwrap();
        assert_eq!(router.clone().oneshot(request).await.unwrap().status(), status, "{path}");
    }
}
