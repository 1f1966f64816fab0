#include <liburing.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>

#include "server/live/sender.h"

namespace dais::live {
namespace {

constexpr unsigned kSendsAtOnce = 512;

class UringSender final : public Sender {
public:
    UringSender() {
        rlimit files{};
        ::getrlimit(RLIMIT_NOFILE, &files);
        files_ = static_cast<unsigned>(std::min<rlim_t>(files.rlim_cur, 1u << 20));
        check(io_uring_queue_init(kSendsAtOnce, &ring_, 0), "io_uring cannot be used here");
        const int registered = io_uring_register_files_sparse(&ring_, files_);
        if (registered < 0) io_uring_queue_exit(&ring_);
        check(registered, "io_uring takes no files here");
    }
    ~UringSender() override { io_uring_queue_exit(&ring_); }

    // A descriptor's number is its place in the table of the ring.
    bool enter(int descriptor) override { return put(descriptor, descriptor); }
    void leave(int descriptor) override { put(descriptor, -1); }

    // MSG_DONTWAIT: what is full answers so instead of being waited for. MSG_WAITALL: a part that was taken is told as
    // such; without it, it would count as success and the rest be lost.
    void send(int descriptor, std::string_view bytes, std::uint64_t tag, const Short& told) override {
        io_uring_sqe* entry = io_uring_get_sqe(&ring_);
        if (entry == nullptr) {
            finish(told);
            entry = io_uring_get_sqe(&ring_);
        }
        io_uring_prep_send(entry, descriptor, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_WAITALL | MSG_NOSIGNAL);
        io_uring_sqe_set_flags(entry, IOSQE_FIXED_FILE | IOSQE_CQE_SKIP_SUCCESS);
        io_uring_sqe_set_data64(entry, tag);
    }

    // A send that never waits is over when it is submitted: what has no answer went whole.
    void finish(const Short& told) override {
        while (io_uring_sq_ready(&ring_) > 0) {
            const int submitted = io_uring_submit(&ring_);
            if (submitted < 0 && submitted != -EINTR && submitted != -EAGAIN && submitted != -EBUSY)
                throw std::system_error(-submitted, std::generic_category(), "io_uring takes nothing more");
            reap(told);
        }
        reap(told);
    }
    const char* name() const override { return "io_uring"; }

private:
    static void check(int result, const char* what) {
        if (result < 0) throw std::system_error(-result, std::generic_category(), what);
    }

    bool put(int place, int descriptor) {
        return static_cast<unsigned>(place) < files_ &&
               io_uring_register_files_update(&ring_, static_cast<unsigned>(place), &descriptor, 1) >= 0;
    }

    void reap(const Short& told) {
        io_uring_cqe* done = nullptr;
        while (io_uring_peek_cqe(&ring_, &done) == 0) {
            const std::uint64_t tag = done->user_data;
            const ssize_t taken = done->res;
            io_uring_cqe_seen(&ring_, done);
            told(tag, taken);
        }
    }

    io_uring ring_{};
    unsigned files_ = 0;
};

}  // namespace

std::unique_ptr<Sender> uring_sender() { return std::make_unique<UringSender>(); }

}  // namespace dais::live
