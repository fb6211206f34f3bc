#include "review/calibration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "review/codebook.hpp"

namespace callscore {
namespace {

/// A call that is both labelled and scored.
struct Pair {
    const ScoredCall* scored = nullptr;
    const Labels* labels = nullptr;
};

std::optional<double> share(int part, int whole) {
    return whole == 0 ? std::nullopt : std::optional<double>(static_cast<double>(part) / whole);
}

void add(Counts& sum, const Counts& more) {
    sum.tp += more.tp;
    sum.fp += more.fp;
    sum.fn += more.fn;
}

void add(Matches& sum, const Matches& more) {
    add(sum.exact, more.exact);
    add(sum.near, more.near);
}

/// For each turn of that role its place among the turns of the role; -1 for the turns of others.
std::vector<int> places_of(std::string_view roles, char role) {
    std::vector<int> places;
    int next = 0;
    for (const char c : roles)
        places.push_back(c == role ? next++ : -1);
    return places;
}

/// One id (or family) in one call. The sets hold turns.
Matches compare(const std::set<int>& reported, const std::set<int>& labelled, const std::vector<int>& places) {
    std::vector<int> left_reported;
    std::vector<int> left_labelled;
    const auto place = [&](int turn) {
        return static_cast<std::size_t>(turn) < places.size() ? places[static_cast<std::size_t>(turn)] : -1;
    };
    int exact = 0;
    for (const int turn : reported) {
        if (labelled.contains(turn))
            ++exact;
        else if (place(turn) >= 0)
            left_reported.push_back(place(turn));
    }
    for (const int turn : labelled)
        if (!reported.contains(turn) && place(turn) >= 0)
            left_labelled.push_back(place(turn));
    // Both are in order, and a match is one place away at most: taking the first that fits gives as many as can be.
    int near = exact;
    for (auto r = left_reported.begin(), l = left_labelled.begin();
         r != left_reported.end() && l != left_labelled.end();) {
        if (std::abs(*r - *l) <= 1) {
            ++near;
            ++r;
            ++l;
        } else {
            ++(*r < *l ? r : l);
        }
    }
    const auto counts = [&](int tp) {
        return Counts{tp, static_cast<int>(reported.size()) - tp, static_cast<int>(labelled.size()) - tp};
    };
    return {counts(exact), counts(near)};
}

/// The ids that count, with their kinds, in the order of the table.
std::vector<std::pair<std::string, Kind>> universe_of(std::span<const Pair> pairs) {
    std::vector<std::pair<std::string, Kind>> ids;
    std::set<std::string, std::less<>> known;
    for (const CodebookId& defined : codebook) {
        ids.emplace_back(defined.id, defined.kind);
        known.emplace(defined.id);
    }
    std::set<std::pair<std::string, Kind>> others;
    for (const Pair& pair : pairs)
        for (const Label& label : pair.labels->labels)
            if (!known.contains(label.id))
                others.emplace(label.id, label.kind);
    for (const auto& [id, kind] : others)
        if (known.insert(id).second)
            ids.emplace_back(id, kind);
    return ids;
}

/// Compares several ids taken as one.
Matches compare(std::span<const Pair> pairs, const std::set<std::string, std::less<>>& ids, Kind kind) {
    Matches sum;
    for (const Pair& pair : pairs) {
        std::set<int> reported;
        std::set<int> labelled;
        for (const ScoredCall::Item& item : pair.scored->items)
            if (ids.contains(item.id))
                reported.insert(item.turn);
        for (const Label& label : pair.labels->labels)
            if (ids.contains(label.id))
                labelled.insert(label.turn);
        if (!reported.empty() || !labelled.empty())
            add(sum, compare(reported, labelled, places_of(pair.scored->roles, kind == Kind::cue ? 'c' : 'a')));
    }
    return sum;
}

std::vector<std::string_view> members_of(const CodebookFamily& family) {
    std::vector<std::string_view> members;
    for (const std::string_view id : family.ids)
        if (!id.empty())
            members.push_back(id);
    return members;
}

Micro micro_of(std::span<const IdMatches> ids) {
    Micro micro;
    for (const IdMatches& id : ids) {
        add(id.kind == Kind::cue        ? micro.cues
            : id.kind == Kind::strength ? micro.strengths
                                        : micro.findings,
            id.matches);
        add(micro.all, id.matches);
    }
    return micro;
}

struct Figures {
    std::vector<IdMatches> ids;
    std::vector<IdMatches> families;
    Micro micro;
    Micro merged;
};

/// `counts(id)` says which ids take part.
template <class Predicate>
Figures figures_of(std::span<const Pair> pairs, Predicate counts) {
    Figures figures;
    std::vector<IdMatches> merged;
    std::set<std::string_view> in_family;
    for (const CodebookFamily& family : codebook_families) {
        std::set<std::string, std::less<>> ids;
        Kind kind = Kind::cue;
        for (const std::string_view id : members_of(family)) {
            in_family.insert(id);
            if (counts(id))
                ids.emplace(id);
            for (const CodebookId& defined : codebook)
                if (defined.id == id)
                    kind = defined.kind;
        }
        figures.families.push_back({std::string(family.name), kind, compare(pairs, ids, kind)});
    }
    merged = figures.families;
    for (const auto& [id, kind] : universe_of(pairs)) {
        if (!counts(id))
            continue;
        const Matches matches = compare(pairs, {id}, kind);
        if (matches.exact == Counts{})
            continue;
        figures.ids.push_back({id, kind, matches});
        if (!in_family.contains(id))
            merged.push_back(figures.ids.back());
    }
    figures.micro = micro_of(figures.ids);
    figures.merged = micro_of(merged);
    return figures;
}

void add_verdicts(CriterionAgreement& sum, Verdict label, const Verdict* scored) {
    if (!scored) {
        ++sum.unscored;
    } else if (label == Verdict::cannot_judge || *scored == Verdict::cannot_judge) {
        ++sum.cannot_judge;
    } else if (label == Verdict::na || *scored == Verdict::na) {
        ++(label == *scored ? sum.both_na : sum.one_na);
    } else {
        ++sum.table[static_cast<std::size_t>(label)][static_cast<std::size_t>(*scored)];
    }
}

template <class T>
std::vector<const T*> by_id(std::span<const T> values, Problems& problems) {
    std::vector<const T*> order;
    for (const T& value : values)
        order.push_back(&value);
    std::stable_sort(order.begin(), order.end(),
                     [](const T* a, const T* b) { return std::tie(a->id, a->file) < std::tie(b->id, b->file); });
    const auto same = [](const T* a, const T* b) { return a->id == b->id; };
    for (std::size_t i = 1; i < order.size(); ++i)
        if (same(order[i - 1], order[i]))
            problems.push_back({"CS164",
                                Severity::warning,
                                {order[i]->file, 0, 0, 0, {}},
                                fmt::format("call '{}' comes a second time and is left out", order[i]->id),
                                {}});
    order.erase(std::unique(order.begin(), order.end(), same), order.end());
    return order;
}

Problem warning(std::string code, const std::string& file, std::string message) {
    return {std::move(code), Severity::warning, {file, 0, 0, 0, {}}, std::move(message), {}};
}

}  // namespace

std::optional<double> Counts::precision() const {
    return share(tp, tp + fp);
}
std::optional<double> Counts::recall() const {
    return share(tp, tp + fn);
}
std::optional<double> Counts::f1() const {
    return share(2 * tp, 2 * tp + fp + fn);
}

int CriterionAgreement::judged() const {
    int sum = 0;
    for (const auto& row : table)
        for (const int cell : row)
            sum += cell;
    return sum;
}

std::optional<double> CriterionAgreement::agreement() const {
    return share(table[0][0] + table[1][1] + table[2][2], judged());
}

std::optional<double> CriterionAgreement::kappa() const {
    // Cohen (1968): 1 - observed / expected disagreement, weighted by the distance of the verdicts. The counts are
    // whole numbers up to the one division, so nothing depends on the order of adding.
    std::array<std::int64_t, 3> rows{};
    std::array<std::int64_t, 3> columns{};
    std::int64_t observed = 0;
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) {
            rows[i] += table[i][j];
            columns[j] += table[i][j];
            observed += static_cast<std::int64_t>(i > j ? i - j : j - i) * table[i][j];
        }
    std::int64_t expected = 0;
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j)
            expected += static_cast<std::int64_t>(i > j ? i - j : j - i) * rows[i] * columns[j];
    if (expected == 0)
        return std::nullopt;
    return 1.0 - static_cast<double>(observed * judged()) / static_cast<double>(expected);
}

Calibration calibrate(std::span<const ScoredCall> scored, std::span<const Labels> labels,
                      std::span<const std::string> reported_ids) {
    Calibration result;
    const auto calls = by_id(scored, result.problems);
    const auto labelled = by_id(labels, result.problems);

    std::vector<Pair> pairs;
    auto call = calls.begin();
    auto label = labelled.begin();
    while (call != calls.end() || label != labelled.end()) {
        if (label == labelled.end() || (call != calls.end() && (*call)->id < (*label)->id)) {
            result.problems.push_back(
                warning("CS161", (*call)->file, fmt::format("call '{}' is scored, but has no labels", (*call)->id)));
            ++call;
        } else if (call == calls.end() || (*label)->id < (*call)->id) {
            result.problems.push_back(
                warning("CS160", (*label)->file, fmt::format("call '{}' is labelled, but not scored", (*label)->id)));
            ++label;
        } else {
            pairs.push_back({*call++, *label++});
        }
    }
    result.calls = static_cast<int>(pairs.size());

    const auto everything = figures_of(pairs, [](std::string_view) { return true; });
    result.ids = everything.ids;
    result.families = everything.families;
    result.micro = everything.micro;
    result.micro_merged = everything.merged;
    if (!reported_ids.empty()) {
        const std::set<std::string, std::less<>> can(reported_ids.begin(), reported_ids.end());
        const auto restricted = figures_of(pairs, [&](std::string_view id) { return can.contains(id); });
        result.reported = restricted.micro;
        result.reported_merged = restricted.merged;
    }

    std::set<std::string, std::less<>> known;
    for (const auto& [id, kind] : universe_of(pairs))
        known.insert(id);
    std::map<std::string, CriterionAgreement> criteria;
    result.all_criteria.id = "all";
    for (const Pair& pair : pairs) {
        for (const ScoredCall::Item& item : pair.scored->items)
            if (!known.contains(item.id))
                ++result.ignored[item.id];
        std::set<int> beyond;
        for (const Label& given : pair.labels->labels)
            if (!pair.scored->roles.empty() && static_cast<std::size_t>(given.turn) >= pair.scored->roles.size())
                beyond.insert(given.turn);
        for (const int turn : beyond)
            result.problems.push_back(warning("CS165", pair.labels->file,
                                              fmt::format("call '{}' has no turn {}: it has {} turns, counted from 0",
                                                          pair.labels->id, turn, pair.scored->roles.size())));
        for (const auto& [name, verdict] : pair.labels->criteria) {
            const auto found = pair.scored->criteria.find(name);
            const Verdict* other = found == pair.scored->criteria.end() ? nullptr : &found->second;
            criteria[name].id = name;
            add_verdicts(criteria[name], verdict, other);
            add_verdicts(result.all_criteria, verdict, other);
        }
    }
    for (auto& [name, agreement] : criteria)
        result.criteria.push_back(agreement);
    sort_problems(result.problems);
    return result;
}

}  // namespace callscore
