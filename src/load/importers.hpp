#pragma once

#include <array>

#include "load/format.hpp"

namespace callscore {

bool sniff_native(const Document& document);
Outcome<Call> read_native(const Document& document, const LoadOptions& options);
bool sniff_amazon_transcribe(const Document& document);
Outcome<Call> read_amazon_transcribe(const Document& document, const LoadOptions& options);
bool sniff_amazon_analytics(const Document& document);
Outcome<Call> read_amazon_analytics(const Document& document, const LoadOptions& options);
bool sniff_amazon_pca(const Document& document);
Outcome<Call> read_amazon_pca(const Document& document, const LoadOptions& options);

/// The first whose `sniff` says yes reads the file, so the more particular stand first.
constexpr std::array<Format, 4> importers{{
    {"callscore", sniff_native, read_native},
    {"amazon-transcribe", sniff_amazon_transcribe, read_amazon_transcribe},
    {"amazon-analytics", sniff_amazon_analytics, read_amazon_analytics},
    {"amazon-pca", sniff_amazon_pca, read_amazon_pca},
}};

}  // namespace callscore
