// A Socket that speaks TLS over its own descriptor, as the side that was called.
//
// The handshake happens by itself with the first reads and writes. OpenSSL insists that a record which the system did
// not take whole is offered again, while a Connection may have something else to say by then: such a record counts as
// taken, and is held here until it is gone; there is at most one. Belongs to one thread.
#pragma once

#include <memory>
#include <string>

#include "server/live/socket.h"
#include "server/live/tls_context.h"

struct ssl_st;

namespace dais::live {

class TlsSocket final : public Socket {
public:
    // Takes over a connected TCP socket: it is closed with the TlsSocket. Throws std::bad_alloc.
    TlsSocket(int descriptor, const TlsContext& context);
    ~TlsSocket() override;

    ssize_t read(std::span<char> bytes) override;
    ssize_t write(std::string_view bytes) override;
    void writable() override { flush(); }
    void finish() override;
    int descriptor() const override { return descriptor_; }
    bool is_plain() const override { return false; }
    bool holds() const override { return !held_.empty(); }
    bool is_crossed() const override { return read_wants_write_ || write_wants_read_; }

    // What came instead of a handshake was a request in plain HTTP.
    bool was_http() const { return was_http_; }

private:
    struct Free {
        void operator()(ssl_st* ssl) const;
    };

    ssize_t push(std::string_view record);
    bool flush();
    ssize_t why_not(int result, bool reading);
    void say_end();

    int descriptor_;
    int broken_ = 0;  // errno
    bool read_wants_write_ = false;
    bool write_wants_read_ = false;
    bool finishing_ = false;
    bool was_http_ = false;
    std::string held_;
    std::unique_ptr<ssl_st, Free> ssl_;
};

}  // namespace dais::live
