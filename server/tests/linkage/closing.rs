//! Closing, taken apart: the same steps as the service's, so that one can be left out.

use crate::wave::Off;
use app::domain::{ResponseId, Viewer, WaveId, WaveState};
use soundings::{
    service::Services,
    store::{responses::StoredResponse, tidying::Tidied},
};
use std::time::Duration;

/// `came`: what was said, in the order in which it came.
pub async fn close(
    services: &Services,
    researcher: &Viewer,
    wave: WaveId,
    off: Off,
    came: &[&str],
) {
    match off {
        // All that these leave out is elsewhere.
        Off::Nothing | Off::Blinding | Off::QuietLog => {
            services.close_wave(researcher, wave).await.unwrap();
            tidied(services).await;
        }
        Off::OnlyTheService
        | Off::NewNames
        | Off::RandomOrder
        | Off::Rewriting
        | Off::RandomNames => {
            by_hand(services, wave, off, came).await;
            tidied(services).await;
        }
        Off::Tidying => by_hand(services, wave, off, came).await,
    }
}

async fn by_hand(services: &Services, wave: WaveId, off: Off, came: &[&str]) {
    let mut tx = services.store.begin().await.unwrap();
    tx.lock_wave(wave).await.unwrap();
    assert!(tx.advance_wave(wave, WaveState::Open, WaveState::Closed).await.unwrap());
    if off != Off::Rewriting {
        let mut responses = tx.responses(wave).await.unwrap();
        if !matches!(off, Off::NewNames | Off::RandomNames) {
            for response in &mut responses {
                *response = StoredResponse {
                    id: ResponseId(services.random.uuid()),
                    team: response.team,
                    answers: std::mem::take(&mut response.answers),
                };
            }
        }
        if off == Off::RandomOrder {
            let turn = |response: &StoredResponse| {
                let text = format!("{:?}", response.answers);
                came.iter().position(|said| text.contains(said))
            };
            responses.sort_by_key(turn);
            let mut names: Vec<ResponseId> = responses.iter().map(|response| response.id).collect();
            names.sort_unstable();
            for (response, name) in responses.iter_mut().zip(names) {
                response.id = name;
            }
        }
        responses.sort_by_key(|response| response.id);
        tx.delete_responses(wave).await.unwrap();
        tx.insert_responses(wave, &responses).await.unwrap();
        tx.rewrite_redemptions(wave).await.unwrap();
    }
    tx.forget_issued_tokens(wave).await.unwrap();
    tx.delete_wave_secret(wave).await.unwrap();
    tx.forget_who_answered(wave).await.unwrap();
    tx.mark_tidy_due(wave.0).await.unwrap();
    tx.commit().await.unwrap();
}

/// Closing tidies by itself, and the schedule's ticks where somebody was in its way.
async fn tidied(services: &Services) {
    for _ in 0..300 {
        if services.store.tidy().await.unwrap() != Tidied::NotYet {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("it is never tidied");
}
