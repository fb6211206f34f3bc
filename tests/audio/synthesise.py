#!/usr/bin/env python3
"""Speaks a call with espeak-ng into a two-channel recording and writes down what is truly spoken where.

  synthesise.py SCRIPT.json -o CALL.wav [--truth TRUTH.json]
  synthesise.py --call CALL.call.json -o CALL.flac [--write-times TIMED.call.json] [--truth TRUTH.json]

The agent is channel 0, the customer channel 1. The name of the output says the format (whatever sox can write). Same
input and same espeak-ng, same bytes: the noise is seeded. Beside TRUTH.json stands TRUTH.tsv with the same in lines.

A script is JSON:

  {"language": "zh", "sample_rate": 8000, "seed": 1,
   "noise_db": -60,           level of the noise on both channels, dB of full scale; null for none
   "leak_db": -25,            each party is also heard on the other channel, that much quieter; null for not at all
   "leak_delay": 0.06,        and that much later, in seconds
   "voices": {"agent": {"variant": "f3", "pitch": 60, "speed": 190, "level_db": -22}, "customer": {...}},
   "turns": [{"role": "agent", "text": "...", "gap": 0.4}, ...]}

  A turn starts at "start" (seconds), or "gap" seconds (0.4, may be negative) after the end of all turns before it.
  "cut": true ends it unfinished after two thirds (or that share: "cut": 0.5). "backchannel": true says that an overlap
  is none of a cut-in. "language", "speed" and "level_db" of a turn go before those of its voice.

A call (schema callscore/call/1) has its times already: every turn starts at its "start", spoken faster where it would
not fit into start..end, up to what can still be understood. A turn that is still too long keeps its end, unless the
same role goes on speaking: then it moves the turns after it. --write-times writes what came out of that.
"""

import argparse
import array
import json
import math
import os
import random
import subprocess
import sys

CHANNELS = {"agent": 0, "customer": 1}

# Debian's plain `cmn` spells many hanzi in English.
VOICES = {"zh": "cmn-latn-pinyin", "en": "en-gb"}

DEFAULT_VOICES = {
    "agent": {"variant": "f3", "pitch": 60, "speed": 190, "level_db": -22},
    "customer": {"variant": "m3", "pitch": 40, "speed": 185, "level_db": -24},
}

FRAME = 0.010  # s, the grid of the truth
SPEECH_BELOW_PEAK_DB = 45  # a frame of an utterance is speech down to so much below the loudest one
CLOSED_GAP = 0.200  # s, a shorter pause belongs to the segment
CUT_SHARE = 2 / 3  # of an utterance that is broken off
FADE = 0.015  # s, at a cut: nobody stops within a sample
FASTEST = 1.6  # times the voice's own speed
LEAST_GAP = 0.05  # s, between two turns of one role where the first one is too long


def fail(message):
    sys.exit(f"synthesise.py: {message}")


def run(command, data=None):
    try:
        done = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    except FileNotFoundError:
        fail(f"{command[0]} is not installed")
    if done.returncode != 0:
        fail(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def speak(text, language, voice, speed, rate):
    """The utterance as floats (full scale 1), without silence before and after it, at the voice's level."""
    name = VOICES.get(language.split("-")[0].lower())
    if name is None:
        fail(f"no voice for language '{language}'")
    if voice.get("variant"):
        name += "+" + voice["variant"]
    spoken = run(["espeak-ng", "-v", name, "-p", str(voice.get("pitch", 50)), "-s", str(round(speed)), "--stdin", "--stdout"],
                 text.encode())
    if not spoken:
        return array.array("f")  # nothing in the text that can be spoken
    # -D: dither would be noise in what must be the clean truth. The headroom keeps the resampler from clipping.
    raw = run(["sox", "-D", "-V1", "--ignore-length", "-t", "wav", "-", "-t", "raw", "-e", "signed", "-b", "16", "-c", "1",
               "-L", "-", "gain", "-3", "rate", str(rate)], spoken)
    samples = array.array("h", raw[: len(raw) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    active = frames_of_speech(samples, rate)
    if not active:
        return array.array("f")
    hop = FRAME * rate
    begin, end = round(active[0] * hop), min(len(samples), round((active[-1] + 1) * hop))
    samples = samples[begin:end]
    power = sum(frame_energies(samples, rate, only=[i - active[0] for i in active])) / (len(active) * hop)
    gain = 10 ** (voice.get("level_db", -22) / 20) / math.sqrt(power)
    return array.array("f", (s * gain for s in samples))


def frame_energies(samples, rate, only=None):
    hop = FRAME * rate
    count = math.ceil(len(samples) / hop)
    for i in only if only is not None else range(count):
        yield sum(s * s for s in samples[round(i * hop) : round((i + 1) * hop)])


def frames_of_speech(samples, rate):
    energies = list(frame_energies(samples, rate))
    least = max(energies, default=0) * 10 ** (-SPEECH_BELOW_PEAK_DB / 10)
    return [i for i, energy in enumerate(energies) if energy > 0 and energy >= least]


def cut_off(samples, share, rate):
    samples = samples[: round(len(samples) * share)]
    fade = min(len(samples), round(FADE * rate))
    for i in range(fade):
        samples[len(samples) - fade + i] *= 1 - (i + 1) / fade
    return samples


def merged(ranges):
    """Ranges in order, with gaps that are too short closed and overlaps joined."""
    out = []
    for begin, end in sorted(ranges):
        if out and begin - out[-1][1] < CLOSED_GAP:
            out[-1][1] = max(out[-1][1], end)
        else:
            out.append([begin, end])
    return out


class Recording:
    def __init__(self, rate):
        self.rate = rate
        self.channels = [array.array("f"), array.array("f")]
        self.speech = [[], []]
        self.turns = []

    def place(self, turn, samples):
        """Puts an utterance at its start; times are rounded to milliseconds, as call files write them."""
        channel = CHANNELS.get(turn["role"].split("-")[0], 0)
        first = round(turn["start"] * self.rate)
        track = self.channels[channel]
        if len(track) < first + len(samples):
            track.extend([0.0] * (first + len(samples) - len(track)))
        for i, sample in enumerate(samples, first):
            track[i] += sample
        hop = FRAME * self.rate
        end = first / self.rate + len(samples) / self.rate
        for i in frames_of_speech(samples, self.rate):
            begin = (first + round(i * hop)) / self.rate
            self.speech[channel].append([begin, min(end, begin + FRAME)])
        self.turns.append({**turn, "channel": channel, "start": round(turn["start"], 3), "end": round(end, 3)})

    def finish(self, seed, noise_db, leak_db, leak_delay, tail):
        length = max(len(track) for track in self.channels) + round(tail * self.rate)
        for track in self.channels:
            track.extend([0.0] * (length - len(track)))
        if leak_db is not None:
            gain, delay = 10 ** (leak_db / 20), round(leak_delay * self.rate)
            clean = [track[:] for track in self.channels]
            for channel, track in enumerate(self.channels):
                other = clean[1 - channel]
                for i in range(delay, length):
                    track[i] += gain * other[i - delay]
        if noise_db is not None:
            level = 10 ** (noise_db / 20)
            for channel, track in enumerate(self.channels):
                gauss = random.Random(seed * 2 + channel).gauss
                for i in range(length):
                    track[i] += gauss(0, level)

    def write(self, name):
        pcm = array.array("h", bytes(4 * len(self.channels[0])))
        for channel, track in enumerate(self.channels):
            pcm[channel::2] = array.array("h", (max(-32768, min(32767, round(s * 32767))) for s in track))
        if sys.byteorder == "big":
            pcm.byteswap()
        run(["sox", "-D", "-V1", "-t", "raw", "-e", "signed", "-b", "16", "-c", "2", "-r", str(self.rate), "-L", "-",
             "--comment", "", name], pcm.tobytes())

    def truth(self):
        channels = [[[round(b, 3), round(e, 3)] for b, e in merged(ranges)] for ranges in self.speech]
        cut_ins = []
        for i, turn in enumerate(self.turns):
            if turn.get("backchannel"):
                continue
            for other in self.turns[:i]:
                if other["channel"] != turn["channel"] and not other.get("backchannel") and (
                        other["start"] < turn["start"] < other["end"]):
                    end = min(other["end"], turn["end"])
                    cut_ins.append({"channel": turn["channel"], "begin": turn["start"], "end": end})
        return {
            "sample_rate": self.rate,
            "length": round(len(self.channels[0]) / self.rate, 3),
            "speech": channels,
            "turns": [{key: turn[key] for key in ("role", "channel", "start", "end")} for turn in self.turns],
            "cut_ins": cut_ins,
        }


def speak_script(script):
    rate = script.get("sample_rate", 8000)
    recording = Recording(rate)
    latest = 0.0
    for turn in script["turns"]:
        voice = {**DEFAULT_VOICES[turn["role"]], **script.get("voices", {}).get(turn["role"], {}), **turn}
        samples = speak(turn["text"], voice.get("language", script["language"]), voice, voice["speed"], rate)
        cut = turn.get("cut", False)
        if cut:
            samples = cut_off(samples, CUT_SHARE if cut is True else cut, rate)
        start = turn["start"] if "start" in turn else max(0.0, latest + turn.get("gap", 0.4))
        recording.place({**turn, "start": start}, samples)
        latest = max(latest, recording.turns[-1]["end"])
    recording.finish(script.get("seed", 1), script.get("noise_db"), script.get("leak_db"), script.get("leak_delay", 0.06),
                     script.get("tail", 0.5))
    return recording


def speak_call(call, rate, seed, noise_db):
    recording = Recording(rate)
    free_from = {}  # role → when its last turn is over
    order = sorted(range(len(call["turns"])), key=lambda i: call["turns"][i]["start"])
    times = {}
    for i in order:
        turn = call["turns"][i]
        role = turn["role"]
        base = role.split("-")[0]
        voice = DEFAULT_VOICES.get(base, DEFAULT_VOICES["agent"])
        language = turn.get("language") or call.get("language", "zh")
        samples = speak(turn["text"], language, voice, voice["speed"], rate)
        room = turn["end"] - turn["start"]
        if room > 0 and len(samples) / rate > room:
            faster = min(FASTEST, len(samples) / rate / room * 1.02)
            samples = speak(turn["text"], language, voice, voice["speed"] * faster, rate)
        start = turn["start"]
        if role in free_from:
            start = max(start, free_from[role] + LEAST_GAP)
        recording.place({"role": role, "start": start}, samples)
        free_from[role] = recording.turns[-1]["end"]
        times[i] = recording.turns[-1]
    recording.finish(seed, noise_db, None, 0, 0.5)
    timed = json.loads(json.dumps(call))
    for i, placed in times.items():
        timed["turns"][i]["start"], timed["turns"][i]["end"] = placed["start"], placed["end"]
    return recording, timed


def write_text(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)


def write_truth(name, truth):
    write_text(name, json.dumps(truth, ensure_ascii=False, indent=1) + "\n")
    lines = [f"speech\t{channel}\t{begin:.3f}\t{end:.3f}\n"
             for channel, ranges in enumerate(truth["speech"]) for begin, end in ranges]
    lines += [f"cut-in\t{c['channel']}\t{c['begin']:.3f}\t{c['end']:.3f}\n" for c in truth["cut_ins"]]
    write_text(os.path.splitext(name)[0] + ".tsv", "".join(lines))


def read_json(name):
    try:
        with open(name, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        return fail(f"{name}: {error}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("script", nargs="?", help="a script (JSON)")
    parser.add_argument("--call", help="a call (callscore/call/1) instead of a script")
    parser.add_argument("-o", "--output", required=True, help="the recording; the ending says the format")
    parser.add_argument("--truth", help="write what is truly spoken where, as JSON and beside it as TSV")
    parser.add_argument("--write-times", help="with --call: a copy of the call with the times as spoken")
    parser.add_argument("--rate", type=int, default=8000, help="with --call: Hz (%(default)s)")
    parser.add_argument("--noise", type=float, default=-62, help="with --call: dB of full scale (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="with --call: of the noise (%(default)s)")
    options = parser.parse_args()
    if (options.script is None) == (options.call is None):
        parser.error("give either a script or --call")
    if options.call:
        recording, timed = speak_call(read_json(options.call), options.rate, options.seed, options.noise)
        if options.write_times:
            write_text(options.write_times, json.dumps(timed, ensure_ascii=False, indent=1) + "\n")
    else:
        recording = speak_script(read_json(options.script))
    recording.write(options.output)
    if options.truth:
        write_truth(options.truth, recording.truth())


if __name__ == "__main__":
    main()
