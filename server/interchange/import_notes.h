// The report of an import in the making: every repair and refusal with its line and its item, up to a limit.
//
// Promises: the first notes_max notes are kept in order, the rest counted. Does not: decide what is worth a note.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dais/v1/imported.pb.h"

namespace dais::interchange {

class ImportNotes {
public:
    explicit ImportNotes(std::size_t notes_max) : notes_max_(notes_max) {}

    void repaired(std::uint32_t line, const std::string& item, const std::string& message) {
        add(v1::IMPORT_NOTE_KIND_REPAIRED, line, item, message);
    }
    void refused(std::uint32_t line, const std::string& item, const std::string& message) {
        add(v1::IMPORT_NOTE_KIND_REFUSED, line, item, message);
    }

    std::vector<v1::ImportNote> take() { return std::move(notes_); }
    std::uint32_t left_out() const { return left_out_; }

private:
    void add(v1::ImportNoteKind kind, std::uint32_t line, const std::string& item, const std::string& message) {
        if (notes_.size() >= notes_max_) {
            ++left_out_;
            return;
        }
        v1::ImportNote& note = notes_.emplace_back();
        note.set_kind(kind);
        note.set_line(line);
        note.set_item(item);
        note.set_message(message);
    }

    const std::size_t notes_max_;
    std::vector<v1::ImportNote> notes_;
    std::uint32_t left_out_ = 0;
};

}  // namespace dais::interchange
