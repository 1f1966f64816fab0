#include "server/summit/columns.h"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "server/summit/records.h"

namespace dais::summit {
namespace {

namespace pb = google::protobuf;

enum WireType : std::uint32_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kInColumns = 3, kFixed32 = 5 };

constexpr std::size_t kColumnsMax = 10'000;
constexpr int kDepthMax = 32;

constexpr std::uint32_t type_of(std::uint32_t tag) { return tag & 7; }

void put_varint(std::string& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
    out.push_back(static_cast<char>(value));
}

// Takes bytes from the front of a text, as long as they make sense.
class Cursor {
public:
    explicit Cursor(std::string_view bytes = {}) : rest_(bytes) {}

    bool empty() const { return rest_.empty(); }

    std::optional<std::string_view> bytes(std::uint64_t size) {
        if (size > rest_.size()) return std::nullopt;
        const std::string_view taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }

    // Only as short as it can be: otherwise it could not be made again.
    std::optional<std::uint64_t> varint() {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < rest_.size() && i < 10; ++i) {
            const auto byte = static_cast<std::uint8_t>(rest_[i]);
            if (i == 9 && byte > 1) return std::nullopt;
            value |= std::uint64_t{byte & 0x7FU} << (7 * i);
            if ((byte & 0x80U) != 0) continue;
            if (byte == 0 && i > 0) return std::nullopt;
            rest_.remove_prefix(i + 1);
            return value;
        }
        return std::nullopt;
    }

    std::optional<std::uint32_t> tag() {
        const auto value = varint();
        if (!value || *value > UINT32_MAX) return std::nullopt;
        return static_cast<std::uint32_t>(*value);
    }

private:
    std::string_view rest_;
};

// A field of a message as it stands in its bytes; of a varint, value is the number.
struct Field {
    std::uint32_t tag = 0;
    std::uint64_t value = 0;
    std::string_view bytes;
};

std::optional<Field> next_field(Cursor& message) {
    Field field;
    const auto tag = message.tag();
    if (!tag || *tag >> 3 == 0) return std::nullopt;
    field.tag = *tag;
    std::optional<std::uint64_t> size;
    switch (type_of(field.tag)) {
        case kVarint: {
            const auto value = message.varint();
            if (!value) return std::nullopt;
            field.value = *value;
            return field;
        }
        case kFixed64: size = 8; break;
        case kFixed32: size = 4; break;
        case kBytes: size = message.varint(); break;
        default: return std::nullopt;
    }
    const auto bytes = size ? message.bytes(*size) : std::nullopt;
    if (!bytes) return std::nullopt;
    field.bytes = *bytes;
    return field;
}

// All or nothing.
std::optional<std::vector<Field>> fields_of(std::string_view message) {
    std::vector<Field> fields;
    for (Cursor rest(message); !rest.empty();) {
        const auto field = next_field(rest);
        if (!field) return std::nullopt;
        fields.push_back(*field);
    }
    return fields;
}

// What a field holds if it is a message; an Entry's record by its kind.
const pb::Descriptor* message_type(const pb::Descriptor* type, const Field& field, std::uint64_t kind) {
    if (type == nullptr || type_of(field.tag) != kBytes) return nullptr;
    const pb::FieldDescriptor* described = type->FindFieldByNumber(static_cast<int>(field.tag >> 3));
    if (described == nullptr) return nullptr;
    if (type == v1::Entry::descriptor() && described->number() == v1::Entry::kPutFieldNumber) {
        const auto record = blank_record(static_cast<v1::Kind>(kind));
        return record ? record->GetDescriptor() : nullptr;
    }
    return described->message_type();
}

// One path: where its columns are, and the paths below it.
struct Path {
    std::size_t column = 0;
    std::map<std::uint32_t, std::unique_ptr<Path>> below;

    // The path of a field, which gets the next columns if it is new.
    Path& at(std::uint32_t tag, std::size_t& columns) {
        std::unique_ptr<Path>& path = below[tag];
        if (!path) {
            path = std::make_unique<Path>();
            path->column = columns;
            columns += type_of(tag) == kBytes ? 2 : 1;
        }
        return *path;
    }
};

class Writer {
public:
    std::string write(const std::string& message) {
        Path root;
        columns_.resize(columns_made_ = 1);
        if (const auto fields = fields_of(message)) put(*fields, v1::ServerMessage::descriptor(), root, 0);
        std::string out;
        put_varint(out, columns_.size());
        for (const std::string& column : columns_) put_varint(out, column.size());
        for (const std::string& column : columns_) out += column;
        return out;
    }

private:
    void put(const std::vector<Field>& fields, const pb::Descriptor* type, Path& path, int depth) {
        std::uint64_t kind = 0;
        for (const Field& field : fields) {
            if (type == v1::Entry::descriptor() && field.tag == (v1::Entry::kKindFieldNumber << 3 | kVarint))
                kind = field.value;
            const pb::Descriptor* inner_type = depth < kDepthMax ? message_type(type, field, kind) : nullptr;
            const auto inner = inner_type != nullptr ? fields_of(field.bytes) : std::nullopt;
            const std::uint32_t tag = inner ? (field.tag & ~7U) | kInColumns : field.tag;
            put_varint(columns_[path.column], tag);
            Path& below = path.at(tag, columns_made_);
            columns_.resize(columns_made_);
            if (inner) {
                put(*inner, inner_type, below, depth + 1);
            } else {
                put_value(field, below.column);
            }
        }
        put_varint(columns_[path.column], 0);
    }

    void put_value(const Field& field, std::size_t column) {
        switch (type_of(field.tag)) {
            case kVarint: put_varint(columns_[column], field.value); break;
            case kBytes:
                put_varint(columns_[column], field.bytes.size());
                columns_[column + 1] += field.bytes;
                break;
            default: columns_[column] += field.bytes;
        }
    }

    std::vector<std::string> columns_;
    std::size_t columns_made_ = 0;
};

class Reader {
public:
    explicit Reader(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    bool open(std::string_view bytes) {
        Cursor rest(bytes);
        const auto count = rest.varint();
        if (!count || *count == 0 || *count > kColumnsMax) return false;
        std::vector<std::uint64_t> sizes;
        for (std::uint64_t i = 0; i < *count; ++i) {
            const auto size = rest.varint();
            if (!size) return false;
            sizes.push_back(*size);
        }
        for (const std::uint64_t size : sizes) {
            const auto column = rest.bytes(size);
            if (!column) return false;
            columns_.emplace_back(*column);
        }
        return rest.empty();
    }

    // Everything there is, or nothing.
    std::optional<std::string> read() {
        Path root;
        std::string message;
        columns_met_ = 1;
        if (!take(root, message, 0) || columns_met_ != columns_.size()) return std::nullopt;
        for (const Cursor& column : columns_)
            if (!column.empty()) return std::nullopt;
        return message;
    }

private:
    bool take(Path& path, std::string& out, int depth) {
        if (depth > kDepthMax) return false;
        while (const auto tag = columns_[path.column].tag()) {
            if (*tag == 0) return true;
            Path& below = path.at(*tag, columns_met_);
            if (columns_met_ > columns_.size()) return false;
            if (type_of(*tag) == kInColumns) {
                std::string inner;
                if (!take(below, inner, depth + 1)) return false;
                put_varint(out, (*tag & ~7U) | kBytes);
                put_varint(out, inner.size());
                out += inner;
            } else {
                put_varint(out, *tag);
                if (!take_value(*tag, below.column, out)) return false;
            }
            if (out.size() > bytes_max_) return false;
        }
        return false;
    }

    bool take_value(std::uint32_t tag, std::size_t column, std::string& out) {
        std::optional<std::string_view> bytes;
        switch (type_of(tag)) {
            case kVarint: {
                const auto value = columns_[column].varint();
                if (value) put_varint(out, *value);
                return value.has_value();
            }
            case kFixed64: bytes = columns_[column].bytes(8); break;
            case kFixed32: bytes = columns_[column].bytes(4); break;
            case kBytes: {
                const auto size = columns_[column].varint();
                if (size) bytes = columns_[column + 1].bytes(*size);
                if (bytes) put_varint(out, *size);
                break;
            }
            default: return false;
        }
        if (bytes) out += *bytes;
        return bytes.has_value();
    }

    std::size_t bytes_max_;
    std::vector<Cursor> columns_;
    std::size_t columns_met_ = 0;
};

}  // namespace

std::string to_columns(const v1::ServerMessage& message) { return Writer().write(message.SerializeAsString()); }

std::optional<std::string> from_columns(std::string_view columns, std::size_t bytes_max) {
    Reader reader(bytes_max);
    if (!reader.open(columns)) return std::nullopt;
    return reader.read();
}

}  // namespace dais::summit
