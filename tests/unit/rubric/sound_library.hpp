#pragma once

#include "unit/small_library.hpp"

namespace callscore {

/// A small library with one of every kind of file, and without a fault.
inline SmallLibrary sound() {
    SmallLibrary library;
    library.with("lists/feeling.yaml", R"(callscore: 1
list: feeling
means: {zh: 情绪, en: feelings}
zh: [急死, 气死]
en: [furious]
)");
    library.with("acts/upset.yaml", R"(callscore: 1
act: upset
by: customer
means: {zh: 生气, en: is upset}
zh:
  says:
    - '{feeling}'
)");
    library.with("acts/soothes.yaml", R"(callscore: 1
act: soothes
by: agent
means: {zh: 安慰, en: soothes}
zh:
  says: [别急]
)");
    library.with("acts/listens.yaml", R"(callscore: 1
act: listens
by: anybody
means: {zh: 应声, en: listens}
zh:
  says: [^嗯$]
)");
    library.with("behaviours/calm.yaml", R"(callscore: 1
rules:
  - rule: upset
    yields: cue
    every: upset
  - rule: soothes
    yields: strength
    every: soothes
  - rule: ignored
    yields: finding
    severity: major
    when: upset
    expect: soothes
    within: 2 turns
    message: {zh: 没有回应, en: ignored}
    advice: {zh: 先回应, en: 'answer, then explain'}
)");
    library.with("rubrics/calm.yaml", R"(callscore: 1
rubric: calm
version: '1.0'
title: {zh: 安抚, en: Calm}
source: '001'
score:
  calm: {formula: calming + patience, weight: 2}
criteria:
  - criterion: calming
    title: {zh: 安慰, en: Calming}
    met by: [soothes]
    broken by: [ignored]
    occasion: [upset]
  - criterion: patience
    title: {zh: 耐心, en: Patience}
    met: unless broken
    broken by: [ignored]
    forgives: 1
)");
    library.with("timing.yaml", R"(callscore: 1
turn-taking:
  overlap: 200 ms
  overlap unpunctuated: 0.4 s
  talks over: 1 s
  longest backchannel: 900 ms
  coarsest precision: 300 ms
  opening: 15 s
  closing: 1 min
  backchannel words: listens
)");
    library.with("scoring.yaml", R"(callscore: 1
minor: {deduct: 8, cap: 95}
major: {deduct: 20, cap: 80}
critical: {deduct: 50, cap: 40}
)");
    library.with("plan.yaml", R"(callscore: 1
rubrics:
  - {rubric: calm, weight: 3}
)");
    return library;
}

}  // namespace callscore
