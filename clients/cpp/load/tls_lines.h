// TLS on the lines of a crowd (RFC 8446): one SSL for each screen, over the descriptor that it has anyway.
//
// Promises: the server's certificate is checked as by any other client; each screen keeps its latest ticket, so that
// coming back resumes where the server still can. What does not fit a socket is not sent. Nothing blocks.
//
// One thread. Throws std::runtime_error from its beginning, with the remedy; later nothing. SIGPIPE is ignored from
// then on in the whole process: OpenSSL writes to sockets whose peers are gone.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cpp/url.h"

struct ssl_ctx_st;
struct ssl_st;
struct ssl_session_st;

namespace dais::load {

class TlsLines {
public:
    TlsLines(const client::Url& url, std::size_t screens);
    ~TlsLines();
    TlsLines(const TlsLines&) = delete;
    TlsLines& operator=(const TlsLines&) = delete;

    // On a connected socket, which stays the caller's. False: there is no memory.
    bool begin(std::uint32_t screen, int file);
    enum class Step { done, resumed, waits, failed };
    // As far as it goes; again whenever the socket has something to read or takes more.
    Step shake_hands(std::uint32_t screen);
    // As recv() does, a record at a time; errno is EAGAIN if more is to come.
    ssize_t read(std::uint32_t screen, char* into, std::size_t room);
    // False: not all of it was taken.
    bool write(std::uint32_t screen, std::string_view bytes);
    // Before the socket is closed.
    void end(std::uint32_t screen);

    // So that all come as if for the first time.
    void forget_tickets();
    // Why the last handshake failed.
    const std::string& why() const { return why_; }

private:
    struct FreeContext {
        void operator()(ssl_ctx_st* context) const;
    };
    struct FreeSsl {
        void operator()(ssl_st* ssl) const;
    };
    struct FreeTicket {
        void operator()(ssl_session_st* ticket) const;
    };
    using Ticket = std::unique_ptr<ssl_session_st, FreeTicket>;
    static int keep_ticket(ssl_st* ssl, ssl_session_st* ticket);

    const std::string host_;
    const bool host_is_number_;
    std::unique_ptr<ssl_ctx_st, FreeContext> context_;
    std::vector<Ticket> tickets_;
    std::vector<std::unique_ptr<ssl_st, FreeSsl>> lines_;
    std::string why_;
};

}  // namespace dais::load
